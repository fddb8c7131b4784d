// The page of a job is asked for again until the job has ended; only what has changed is put in, so that a screen reader is
// told of it once and nothing else moves. A file that has been made is fetched then.
"use strict";
(() => {
  const AGAIN_AFTER = 1500;
  const PARTS = ["job-said", "job-end", "job-steps"];

  async function look() {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.ok) renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // No contact just now: the next try may have it.
    }
    const { ended, file } = document.getElementById("job-end").dataset;
    if (!ended) setTimeout(look, AGAIN_AFTER);
    else if (file) location.assign(file);
  }

  function renew(page) {
    if (!page.getElementById("job-said")) {
      location.reload(); // signed out meanwhile
      return;
    }
    for (const id of PARTS) {
      const [now, then] = [page.getElementById(id), document.getElementById(id)];
      if (now.innerHTML !== then.innerHTML) then.replaceChildren(...now.childNodes);
      Object.assign(then.dataset, now.dataset);
    }
  }

  setTimeout(look, AGAIN_AFTER);
})();
