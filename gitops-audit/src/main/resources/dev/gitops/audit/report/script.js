// Filters the matrix. The page is whole without it; the filter's state lives in the address, so that it can be passed on.
"use strict";

(() => {
  const form = document.getElementById("filter");
  if (!form) {
    return;
  }
  const words = document.getElementById("words");
  const state = document.getElementById("state");
  const count = document.getElementById("count");
  const rows = [...document.querySelectorAll("#matrix tbody tr")].map((row) => ({
    row,
    words: row.dataset.words,
    states: row.dataset.states.split(" "),
  }));

  function show() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const each of rows) {
      const fits = wanted.every((word) => each.words.includes(word)) && (!state.value || each.states.includes(state.value));
      each.row.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    count.textContent = `${shown} of ${rows.length}`;
  }

  function remember() {
    const address = new URLSearchParams();
    if (words.value) {
      address.set("find", words.value);
    }
    if (state.value) {
      address.set("state", state.value);
    }
    const text = address.toString();
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  }

  function recall() {
    if (location.hash.includes("=")) {
      const address = new URLSearchParams(location.hash.slice(1));
      words.value = address.get("find") ?? "";
      state.value = address.get("state") ?? "";
    }
    show();
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    show();
    remember();
  });
  window.addEventListener("hashchange", recall);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      words.focus();
    }
  });
  recall();
})();
