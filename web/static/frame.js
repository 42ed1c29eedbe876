// What all pages share: words about lost requests, completion of names, details that close on Esc.
"use strict";

(() => {
  const toasts = () => document.getElementById("toasts");

  function tell(words, wrong) {
    const line = document.createElement("p");
    line.textContent = words;
    if (wrong) line.className = "error";
    toasts().append(line);
    setTimeout(() => line.remove(), wrong ? 9000 : 4000);
  }
  window.ketluan = { tell };

  document.addEventListener("htmx:sendError", () => tell(toasts().dataset.lost, true));
  document.addEventListener("htmx:timeout", () => tell(toasts().dataset.lost, true));
  document.addEventListener("htmx:responseError", (event) => {
    const made = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    tell(made.body.textContent.trim() || String(event.detail.xhr.status), true);
  });

  // A list of names below a field: arrows choose, Enter takes, Esc closes.
  let count = 0;
  let waiting = 0;

  function listOf(field) {
    return field.parentElement.querySelector(".options");
  }
  function close(field) {
    listOf(field)?.remove();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }
  function choose(field, option) {
    field.value = option.dataset.value;
    close(field);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function mark(field, step) {
    const list = listOf(field);
    if (!list) return;
    const all = [...list.children];
    const now = all.findIndex((item) => item.getAttribute("aria-selected") === "true");
    const next = Math.min(Math.max(now + step, 0), all.length - 1);
    all.forEach((item, index) => item.setAttribute("aria-selected", String(index === next)));
    all[next].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", all[next].id);
  }
  function show(field, found) {
    close(field);
    if (!found.length || document.activeElement !== field) return;
    const list = document.createElement("ul");
    list.className = "options";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.getAttribute("aria-label") || field.name);
    list.id = `options-${++count}`;
    found.forEach((item, index) => {
      const line = document.createElement("li");
      line.id = `${list.id}-${index}`;
      line.setAttribute("role", "option");
      line.setAttribute("aria-selected", String(index === 0));
      line.dataset.value = item.name;
      line.textContent = item.name;
      if (item.note) {
        const note = document.createElement("small");
        note.textContent = ` ${item.note}`;
        line.append(note);
      }
      line.addEventListener("mousedown", (event) => { event.preventDefault(); choose(field, line); });
      list.append(line);
    });
    field.parentElement.append(list);
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "true");
    field.setAttribute("aria-activedescendant", `${list.id}-0`);
  }
  async function look(field) {
    const words = field.value.trim();
    if (words.length < 2) return close(field);
    const address = new URL(field.dataset.complete, location.href);
    address.searchParams.set("q", words);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok && field.value.trim() === words) show(field, await answer.json());
    } catch { close(field); }
  }
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.dataset?.complete || event.isComposing) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => look(field), 90);
  });
  document.addEventListener("compositionend", (event) => {
    if (event.target.dataset?.complete) look(event.target);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.dataset?.complete) close(event.target);
  });
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.dataset?.complete || !listOf(field)) return;
    if (event.key === "ArrowDown") mark(field, 1);
    else if (event.key === "ArrowUp") mark(field, -1);
    else if (event.key === "Enter" || event.key === "Tab") {
      const option = listOf(field).querySelector("[aria-selected=true]");
      if (option) choose(field, option);
      if (event.key === "Tab") return;
      if (field.dataset.enter === "send") return;
    } else if (event.key === "Escape") close(field);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
})();
