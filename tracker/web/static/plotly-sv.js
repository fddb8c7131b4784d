// Swedish for plotly.js (numbers as 1 234,5 with a hard space, days and months, the words of its buttons),
// and what holds for every chart here.
"use strict";
Plotly.register({
  moduleType: "locale",
  name: "sv",
  dictionary: {
    "Autoscale": "Anpassa axlarna",
    "Box Select": "Markera område",
    "Cancel": "Avbryt",
    "Compare data on hover": "Jämför värden",
    "Double-click on legend to isolate one trace": "Dubbelklicka i förklaringen för att visa en enda serie",
    "Double-click to zoom back out": "Dubbelklicka för att zooma ut",
    "Download plot": "Hämta bild",
    "Download plot as a PNG": "Hämta bild (PNG)",
    "Image download succeeded": "Bilden är hämtad",
    "Lasso Select": "Markera fritt",
    "Pan": "Flytta",
    "Preparing image - this may take a few seconds": "Bilden skapas, det kan ta några sekunder",
    "Reset": "Återställ",
    "Reset axes": "Återställ axlarna",
    "Show closest data on hover": "Visa närmaste värde",
    "Sorry, there was a problem downloading your image!": "Bilden kunde inte hämtas.",
    "Toggle Spike Lines": "Visa hjälplinjer",
    "Toggle show closest data on hover": "Visa närmaste värde",
    "Zoom": "Zooma",
    "Zoom in": "Zooma in",
    "Zoom out": "Zooma ut"
  },
  format: {
    days: ["söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"],
    shortDays: ["sön", "mån", "tis", "ons", "tors", "fre", "lör"],
    months: ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
      "november", "december"],
    shortMonths: ["jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"],
    periods: ["fm", "em"],
    dateTime: "%Y-%m-%d %H:%M",
    date: "%Y-%m-%d",
    time: "%H:%M",
    decimal: ",",
    thousands: "\u00a0",
    grouping: [3],
    currency: ["", "\u00a0kr"],
    year: "%Y",
    month: "%b %Y",
    dayMonth: "%-d %b",
    dayMonthYear: "%-d %b %Y"
  }
});
// The library's own default is a button that uploads the chart, with its figures, to its maker's servers.
Plotly.setPlotConfig({
  locale: document.documentElement.lang,
  showSendToCloud: false,
  plotlyServerURL: "",
  displaylogo: false,
  responsive: true,
  modeBarButtonsToRemove: ["select2d", "lasso2d", "hoverClosestCartesian", "hoverCompareCartesian", "toggleSpikelines"]
});
