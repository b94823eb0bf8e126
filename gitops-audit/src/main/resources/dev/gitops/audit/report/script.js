// Searches the table, counts what the filters leave, keeps the choices in the address so that they can be passed on, and copies commands. The pages are whole without it.
"use strict";

(() => {
  const words = document.getElementById("words");
  const rows = [...document.querySelectorAll("#matrix tbody tr")];
  const states = [...document.querySelectorAll("input[name=state]")];
  const records = [...document.querySelectorAll(".records > li")];
  const choices = [...document.querySelectorAll(".filters select")];
  const texts = new Map();

  function text(row) {
    if (!texts.has(row)) {
      texts.set(row, row.textContent.toLowerCase());
    }
    return texts.get(row);
  }

  function state() {
    const chosen = states.find((each) => each.checked);
    return chosen && chosen.value !== "all" ? chosen.value : "";
  }

  function search() {
    if (!words) {
      return;
    }
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = state();
    let shown = 0;
    for (const row of rows) {
      const fits = wanted.length === 0 || wanted.every((word) => text(row).includes(word));
      if (row.hidden === fits) {
        row.hidden = !fits;
      }
      shown += fits && (!chosen || row.classList.contains(chosen)) ? 1 : 0;
    }
    document.getElementById("count").textContent = `${shown} of ${rows.length}`;
  }

  function count() {
    const output = document.querySelector(".filters .count");
    if (output) {
      const chosen = choices.map((choice) => choice.value).filter(Boolean);
      const shown = records.filter((record) => chosen.every((each) => record.classList.contains(each))).length;
      output.textContent = `${shown} of ${records.length}`;
    }
  }

  function remember() {
    const address = new URLSearchParams();
    if (words && words.value) {
      address.set("find", words.value);
    }
    if (state()) {
      address.set("state", state());
    }
    for (const choice of choices) {
      if (choice.value) {
        address.set(choice.id, choice.selectedOptions[0].text);
      }
    }
    const whole = address.toString();
    history.replaceState(null, "", whole ? `#${whole}` : location.pathname + location.search);
  }

  function recall() {
    if (location.hash.includes("=")) {
      const address = new URLSearchParams(location.hash.slice(1));
      if (words) {
        words.value = address.get("find") ?? "";
      }
      for (const each of states) {
        each.checked = each.value === (address.get("state") ?? "all");
      }
      for (const choice of choices) {
        const option = [...choice.options].find((each) => each.text === address.get(choice.id));
        choice.value = option ? option.value : "";
      }
    }
    search();
    count();
  }

  function copy(command) {
    if (navigator.clipboard) {
      navigator.clipboard.writeText(command.textContent).then(() => {
        command.classList.add("copied");
        setTimeout(() => command.classList.remove("copied"), 1500);
      }, () => {});
    }
  }

  const form = document.getElementById("filter");
  if (form) {
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    words.addEventListener("input", () => {
      search();
      remember();
    });
  }
  for (const each of [...states, ...choices]) {
    each.addEventListener("change", () => {
      search();
      count();
      remember();
    });
  }
  document.addEventListener("click", (event) => {
    const command = event.target.closest(".copy");
    if (command) {
      copy(command);
    }
  });
  window.addEventListener("hashchange", recall);
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (words && event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing) {
      event.preventDefault();
      words.focus();
    }
  });
  recall();
})();
