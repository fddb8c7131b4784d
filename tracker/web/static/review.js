// What this tab holds and the server has not got is not handed in without: the way on is back to the follow-up.
"use strict";
(() => {
  const notice = document.getElementById("in-this-tab");
  if (!sessionStorage.getItem(`entry:${notice.dataset.account}:${notice.dataset.place}`)) return;
  notice.hidden = false;
  document.getElementById("submit").hidden = true;
})();
