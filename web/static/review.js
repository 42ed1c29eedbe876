// The review: fields and their places on the paper light each other, and keys do everything.
"use strict";

(() => {
  const desk = document.querySelector(".desk");
  const pages = document.getElementById("pages");
  const images = document.getElementById("images");
  const lines = document.getElementById("lines");
  const sheet = document.getElementById("sheet");
  const help = document.getElementById("help");
  const SVG = "http://www.w3.org/2000/svg";
  let current = null; // id of the field that is lit
  let opened = null; // id of the field whose form is open

  // --- the paper -------------------------------------------------------------------------------

  function boxesOf(field) {
    return (field.dataset.boxes || "").split(";").filter(Boolean).map((item) => {
      const [page, sides] = item.split(":");
      const [left, top, right, bottom] = sides.split(",").map(Number);
      return { page, left, top, right, bottom };
    });
  }
  function spansOf(field) {
    return (field.dataset.spans || "").split(";").filter(Boolean).map((item) => {
      const [page, line, start, end] = item.split(".").map(Number);
      return { line: `${page}.${line}`, start, end };
    });
  }
  function svgOf(page) {
    return images.querySelector(`.page[data-page="${page}"] svg`);
  }
  const fields = () => [...sheet.querySelectorAll(".field")];

  function draw() {
    images.querySelectorAll("svg").forEach((svg) => svg.replaceChildren());
    // Whole tasks first, so that their fields lie above them and take the pointer.
    const order = (field) => (field.dataset.field === "text" ? 0 : 1);
    for (const field of fields().sort((one, other) => order(one) - order(other))) {
      for (const box of boxesOf(field)) {
        const svg = svgOf(box.page);
        if (!svg) continue;
        const rect = document.createElementNS(SVG, "rect");
        const pad = (box.bottom - box.top) * 0.12;
        rect.setAttribute("x", box.left - pad);
        rect.setAttribute("y", box.top - pad);
        rect.setAttribute("width", Math.max(box.right - box.left + 2 * pad, 1));
        rect.setAttribute("height", Math.max(box.bottom - box.top + 2 * pad, 1));
        rect.dataset.ref = field.id;
        rect.classList.add(field.classList.contains("doubtful") ? "doubtful" : "mark");
        svg.append(rect);
      }
    }
  }

  function into(view, element, share) {
    const outer = view.getBoundingClientRect();
    const inner = element.getBoundingClientRect();
    if (inner.top >= outer.top + 30 && inner.bottom <= outer.bottom - 30) return;
    view.scrollTop += inner.top - outer.top - outer.height * share;
  }

  function words(line, start, end) {
    const range = document.createRange();
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("del") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    let at = 0;
    let begun = false;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const next = at + node.length;
      if (!begun && start < next) { range.setStart(node, Math.max(start - at, 0)); begun = true; }
      if (begun && end <= next) { range.setEnd(node, end - at); return range; }
      at = next;
    }
    return null;
  }

  function lightPaper(field, scroll) {
    const part = field.closest(".part");
    const around = part?.dataset.part === "head" ? null : part?.querySelector(".field.text");
    images.querySelectorAll("rect").forEach((rect) => {
      rect.classList.toggle("on", rect.dataset.ref === field.id);
      rect.classList.toggle("near", around?.id === rect.dataset.ref && rect.dataset.ref !== field.id);
    });
    lines.querySelectorAll(".on, .near").forEach((line) => line.classList.remove("on", "near"));
    const at = (name) => lines.querySelector(`[data-line="${name}"]`);
    if (around && around !== field) spansOf(around).forEach((span) => at(span.line)?.classList.add("near"));
    const ranges = [];
    for (const span of spansOf(field)) {
      const line = at(span.line);
      if (!line) continue;
      line.classList.add("on");
      const range = words(line, span.start, span.end);
      if (range) ranges.push(range);
    }
    if (window.Highlight) CSS.highlights.set("evidence", new Highlight(...ranges));
    if (!scroll) return;
    const target = images.hidden
      ? lines.querySelector(".on") || lines.querySelector(".near")
      : images.querySelector("rect.on") || images.querySelector("rect.near");
    if (target) into(pages, target, 0.3);
  }

  function light(field, { scroll = true } = {}) {
    if (!field) return;
    current = field.id;
    sheet.querySelectorAll(".lit, .current").forEach((item) => item.classList.remove("lit", "current"));
    field.classList.add("lit");
    field.closest(".task")?.classList.add("current");
    lightPaper(field, scroll);
  }

  function go(field) {
    if (!field) return;
    for (let box = field.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    const target = field.querySelector(":scope > .value") || field;
    target.focus({ preventScroll: true });
    (field.closest(".task") || field).scrollIntoView({ block: "nearest" });
    field.scrollIntoView({ block: "nearest" });
    light(field);
  }

  function smallest(candidates) {
    const size = (field) => spansOf(field).reduce((sum, span) => sum + span.end - span.start, 0);
    return candidates.sort((one, other) => size(one) - size(other))[0];
  }
  images.addEventListener("click", (event) => {
    const ref = event.target.dataset?.ref;
    if (ref) go(document.getElementById(ref));
  });
  lines.addEventListener("click", (event) => {
    const line = event.target.closest(".text-line");
    if (!line || !getSelection().isCollapsed) return;
    const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    let offset = null;
    if (caret && line.contains(caret.offsetNode)) {
      const before = document.createRange();
      before.selectNodeContents(line);
      before.setEnd(caret.offsetNode, caret.offset);
      const copy = before.cloneContents();
      copy.querySelectorAll("del").forEach((item) => item.remove());
      offset = copy.textContent.length;
    }
    const here = fields().filter((field) => spansOf(field).some((span) =>
      span.line === line.dataset.line && (offset === null || (span.start <= offset && offset <= span.end))));
    go(smallest(here));
  });
  sheet.addEventListener("focusin", (event) => {
    const field = event.target.closest(".field");
    if (field && field.id !== current) light(field);
  });
  // The pointer only shows a place; what keys act on stays where it is.
  sheet.addEventListener("mouseover", (event) => {
    const field = event.target.closest(".field");
    if (field) lightPaper(field, false);
  });
  sheet.addEventListener("mouseleave", () => {
    const field = document.getElementById(current);
    if (field?.matches(".field")) lightPaper(field, false);
  });
  images.querySelectorAll("img").forEach((image) => {
    const lost = () => {
      image.closest(".page").classList.add("missing");
      image.closest(".page").querySelector(".lost").hidden = false;
    };
    image.addEventListener("error", lost);
    if (image.complete && !image.naturalWidth) lost();
  });

  // --- how the paper is looked at --------------------------------------------------------------

  const imageButton = document.getElementById("show-image");
  const textButton = document.getElementById("show-text");
  const rawButton = document.getElementById("show-raw");

  function view(asText) {
    if (!asText && imageButton.disabled) return;
    images.hidden = asText;
    lines.hidden = !asText;
    imageButton.setAttribute("aria-pressed", String(!asText));
    textButton.setAttribute("aria-pressed", String(asText));
    if (asText) htmx.trigger(lines, "show");
    const field = document.getElementById(current);
    if (field) lightPaper(field, true);
  }
  function raw() {
    const on = desk.classList.toggle("show-raw");
    rawButton.setAttribute("aria-pressed", String(on));
    if (on) view(true);
  }
  let size = 1;
  function zoom(step) {
    size = Math.min(Math.max(size + step, 1), 4);
    pages.className = `pages zoom-${size}`;
    const field = document.getElementById(current);
    if (field) lightPaper(field, true);
  }
  imageButton.addEventListener("click", () => view(false));
  textButton.addEventListener("click", () => view(true));
  rawButton.addEventListener("click", raw);
  document.getElementById("larger").addEventListener("click", () => zoom(1));
  document.getElementById("smaller").addEventListener("click", () => zoom(-1));

  // --- steps -----------------------------------------------------------------------------------

  const taskNow = () => document.getElementById(current)?.closest(".task") || null;
  const tasks = () => [...sheet.querySelectorAll(".task")];
  const textOf = (task) => task?.querySelector(".field.text");

  function move(step) {
    const all = tasks();
    if (!all.length) return;
    const now = all.indexOf(taskNow());
    go(textOf(all[now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + step, 0), all.length - 1)]));
  }
  function doubt(step, from = document.getElementById(current)) {
    const all = [...sheet.querySelectorAll(".field.doubtful, .reason.whole[id]")];
    if (!all.length) return;
    let next = 0;
    if (from) {
      const behind = (item) => from.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (all.includes(from)) next = (all.indexOf(from) + step + all.length) % all.length;
      else if (step > 0) next = Math.max(all.findIndex(behind), 0);
      else next = (all.findIndex(behind) - 1 + all.length) % all.length;
    }
    const item = all[next];
    if (item.matches(".field")) go(item);
    else { current = item.id; item.focus(); item.scrollIntoView({ block: "nearest" }); }
  }
  function press(button) {
    if (button && !button.disabled) button.click();
  }
  function edit(name) {
    const task = taskNow();
    const field = task ? task.querySelector(`.field.${name}`) : null;
    if (!field) return;
    go(field);
    press(field.querySelector("[data-edit]"));
  }
  function pageNow() {
    const middle = pages.getBoundingClientRect().top + 80;
    const all = [...pages.querySelectorAll(images.hidden ? ".text-page" : ".page")];
    return all.filter((page) => page.getBoundingClientRect().top < middle).pop()?.dataset.page || "1";
  }
  function add() {
    const task = taskNow() || tasks().pop();
    const chosen = getSelection();
    const ends = chosen.isCollapsed ? [] : [chosen.anchorNode, chosen.focusNode]
      .map((node) => (node.nodeType === 1 ? node : node.parentElement)?.closest?.(".text-line")?.dataset.line);
    const copy = chosen.rangeCount ? chosen.getRangeAt(0).cloneContents() : null;
    copy?.querySelectorAll("del").forEach((item) => item.remove());
    const picked = ends.every(Boolean) && ends.length ? { ends, text: copy.textContent.replace(/\s+/g, " ").trim() } : null;
    const id = desk.dataset.document;
    const target = task ? `#new-${task.dataset.part}` : "#new-0";
    htmx.ajax("GET", `/notices/${id}/add?after=${task ? task.dataset.part : ""}&on=${pageNow()}`, { target, swap: "innerHTML" })
      .then(() => {
        const form = document.querySelector("form[data-new]");
        if (!form || !picked) return;
        form.elements.text.value = picked.text;
        [form.elements.from.value, form.elements.to.value] = picked.ends;
      });
  }
  function cancel() {
    const stay = current;
    htmx.ajax("GET", `/notices/${desk.dataset.document}/sheet`, { target: "#sheet", swap: "innerHTML" })
      .then(() => go(document.getElementById(stay)));
  }

  const KEYS = {
    j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
    n: () => doubt(1), p: () => doubt(-1),
    y: () => press(document.getElementById(current)?.querySelector("[data-right]")),
    e: () => press(document.getElementById(current)?.querySelector("[data-edit]")),
    t: () => edit("text"), d: () => edit("assignees"), h: () => edit("deadlines"), l: () => edit("percentages"),
    c: () => press(taskNow()?.querySelector("[data-confirm]")),
    C: () => press(document.querySelector("#confirm-all button")),
    s: () => edit("text"),
    m: () => press(taskNow()?.querySelector("[data-merge]")),
    a: add,
    Delete: () => press(taskNow()?.querySelector("[data-remove]")),
    u: () => press(document.getElementById("undo")),
    i: () => view(false), o: () => view(true), r: raw,
    "+": () => zoom(1), "=": () => zoom(1), "-": () => zoom(-1),
    "?": () => help.showModal(),
  };
  // Keys pressed while an answer is on its way wait for it: nobody has to wait with them.
  let busy = false;
  const pressed = [];

  function began() { busy = true; }
  function ended() {
    busy = false;
    while (!busy && pressed.length) again(pressed.shift());
  }
  function again(event) {
    const field = document.activeElement?.closest("form.edit input, form.edit textarea");
    if (field && event.key.length === 1 && !event.ctrlKey) {
      field.setRangeText(event.key, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (field?.tagName === "INPUT" && event.key === "Enter") field.form.requestSubmit();
    else if (!field && event.key === "Enter") document.activeElement.click();
    else {
      const { key, ctrlKey, shiftKey } = event;
      (document.activeElement || document.body).dispatchEvent(
        new KeyboardEvent("keydown", { key, ctrlKey, shiftKey, bubbles: true, cancelable: true }));
    }
  }
  const ours = (event) => sheet.contains(event.target) || sheet.contains(event.detail.target);
  document.addEventListener("htmx:beforeRequest", (event) => { if (ours(event)) began(); });
  document.addEventListener("htmx:afterSettle", (event) => { if (sheet.contains(event.target)) ended(); });
  // A form that htmx has not taken in hand yet must not send itself.
  sheet.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("htmx:afterRequest", (event) => {
    // Where nothing was swapped in, nothing settles.
    if (ours(event) && !event.detail.successful) setTimeout(ended, 60);
  });
  document.addEventListener("keydown", (event) => {
    if (!busy || !event.isTrusted || event.altKey || event.metaKey) return;
    if (event.isComposing || event.key === "Process" || event.key === "Shift" || event.key === "Control") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pressed.push(event);
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || help.open) return;
    const typing = event.target.closest("input, textarea, select");
    const form = event.target.closest("form.edit");
    if (event.key === "Escape" && (form || document.querySelector("form.edit, .told [data-cancel]"))) {
      event.preventDefault();
      return cancel();
    }
    if (form && event.key === "Enter" && typing?.tagName === "TEXTAREA") {
      if (event.shiftKey && typing.hasAttribute("data-lines")) return;
      const cut = form.querySelector("[data-cut]");
      if (event.ctrlKey && cut) { event.preventDefault(); return press(cut); }
      if (typing.hasAttribute("data-lines") && !event.ctrlKey) return;
      event.preventDefault();
      return form.requestSubmit();
    }
    if (form && event.key === "Enter" && typing?.tagName === "SELECT") {
      event.preventDefault();
      return form.requestSubmit();
    }
    if (typing || event.ctrlKey || event.altKey || event.metaKey) {
      if (!typing && event.ctrlKey && event.key === "z") { event.preventDefault(); KEYS.u(); }
      return;
    }
    if (/^[0-9]$/.test(event.key)) {
      const number = event.key === "0" ? 10 : Number(event.key);
      return go(textOf(sheet.querySelector(`.task[data-number="${number}"]`)));
    }
    const shift = event.shiftKey && event.key.toLowerCase() === "c" ? "C" : null;
    const key = shift || (event.key.length === 1 ? event.key.toLowerCase() : event.key);
    if (event.target.closest("#pages") && key.startsWith("Arrow")) return;
    if (!KEYS[key]) return;
    event.preventDefault();
    KEYS[key]();
  });

  // --- what the server answers -----------------------------------------------------------------

  sheet.addEventListener("click", (event) => {
    if (event.target.closest("[data-cancel]")) return cancel();
    const split = event.target.closest("[data-split]");
    if (split) { light(textOf(split.closest(".task"))); return edit("text"); }
    const target = event.target.closest("[data-goto]");
    if (target) {
      event.preventDefault();
      const item = document.getElementById(target.hash.slice(1));
      if (item?.matches(".field")) go(item);
      else if (item) { current = item.id; item.focus(); item.scrollIntoView({ block: "center" }); }
    }
  });
  sheet.addEventListener("htmx:configRequest", (event) => {
    const form = event.target.closest("form.edit");
    if (event.target.matches("[data-cut]")) event.detail.parameters.set("at", form.elements.value.selectionStart);
  });
  let wasDoubtful = false;
  sheet.addEventListener("htmx:beforeRequest", (event) => {
    wasDoubtful = event.target.matches("[data-right]");
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const form = event.target.querySelector?.("form.edit");
    if (form) {
      opened = form.closest(".field")?.id || "new";
      const first = form.querySelector("[autofocus]");
      first?.focus();
      if (first?.select && !first.hasAttribute("data-end")) first.select();
      else first?.setSelectionRange?.(first.value.length, first.value.length);
      form.scrollIntoView({ block: "nearest" });
    }
    if (event.target === sheet) arrived();
    if (event.target === lines) { const field = document.getElementById(current); if (field) lightPaper(field, true); }
    if (event.target.querySelector?.("[data-stale]") && !document.querySelector("form.edit")) cancel();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("#ask-help")) help.showModal();
  });

  function arrived() {
    opened = null;
    draw();
    const box = sheet.querySelector(".sheet");
    const wish = box.dataset.focus || current;
    const sure = box.querySelector(".told [autofocus]");
    if (sure) return sure.focus();
    const item = wish ? document.getElementById(wish) : null;
    const field = item?.matches(".task") ? textOf(item) : item;
    const stay = field || textOf(tasks()[0]);
    if (wasDoubtful && sheet.querySelector(".field.doubtful, .reason.whole[id]")) doubt(1, stay);
    else if (stay) go(stay);
    wasDoubtful = false;
  }

  function alive() {
    const box = sheet.querySelector(".sheet");
    if (document.hidden) return;
    htmx.ajax("GET", `/notices/${desk.dataset.document}/others?seen=${box.dataset.revision}`, { target: "#others", swap: "innerHTML" });
  }
  draw();
  alive();
  setInterval(alive, 10000);
  const named = document.getElementById(location.hash.slice(1));
  if (named?.matches(".task")) go(textOf(named));
  else if (named?.matches(".field")) go(named);
})();
