// Files dropped onto the page: sent one after another, with progress, then watched until read.
"use strict";

(() => {
  const drop = document.getElementById("drop");
  const list = document.getElementById("sent");
  const most = Number(drop.dataset.most) * 1024 * 1024;
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRF-Token"];
  const waiting = [];
  let sending = false;

  function line(name) {
    const item = document.createElement("li");
    const title = document.createElement("b");
    const state = document.createElement("span");
    title.textContent = name;
    state.className = "hint";
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", name);
    item.append(title, " ", state, bar);
    list.prepend(item);
    return { item, state, bar };
  }
  function ended(row, words, wrong) {
    row.bar.remove();
    row.state.textContent = words;
    if (wrong) row.item.className = "wrong";
  }

  function send({ file, row }) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", `/api/v1/documents?name=${encodeURIComponent(file.name)}`);
      request.setRequestHeader("X-CSRF-Token", token);
      request.upload.onprogress = (event) => {
        if (!event.lengthComputable) return;
        const share = Math.round((100 * event.loaded) / event.total);
        row.bar.value = share;
        row.state.textContent = `${list.dataset.sending} ${share}%`;
      };
      request.onload = () => {
        let answer = {};
        try { answer = JSON.parse(request.responseText); } catch { /* no answer of ours */ }
        if (request.status === 202) {
          ended(row, list.dataset.waiting);
          watch(answer.sha256, row, 0);
        } else ended(row, (answer.message || {})[document.documentElement.lang] || answer.detail || String(request.status), true);
        done();
      };
      request.onerror = () => { ended(row, list.dataset.lost, true); done(); };
      request.send(file);
    });
  }

  async function watch(sha256, row, turn) {
    try {
      const answer = await fetch(`/api/v1/documents/${sha256}`);
      if (answer.ok) {
        const { notice } = await answer.json();
        const link = document.createElement("a");
        link.href = `/notices/${notice.document_id}`;
        link.className = "button";
        link.textContent = list.dataset.open;
        row.state.textContent = `${list.dataset.read}: ${notice.tasks} ${list.dataset.tasks} `;
        row.item.append(link);
        return;
      }
    } catch { /* the next turn asks again */ }
    if (turn < 400) setTimeout(() => watch(sha256, row, turn + 1), Math.min(1500 + 250 * turn, 10000));
  }

  async function work() {
    if (sending) return;
    sending = true;
    while (waiting.length) await send(waiting.shift());
    sending = false;
  }
  function take(files) {
    for (const file of files) {
      const row = line(file.name);
      if (file.size > most) ended(row, list.dataset.large, true);
      else waiting.push({ file, row });
    }
    work();
  }

  document.getElementById("files").addEventListener("change", (event) => {
    take([...event.target.files]);
    event.target.value = "";
  });
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    drop.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
})();
