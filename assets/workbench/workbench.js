// The workbench in the browser: forms are tried while one types, pages follow the files on disk.
"use strict";

const body = document.body;
const status = document.getElementById("status");
const say = (words, bad = false) => {
  status.textContent = words;
  status.classList.toggle("bad", bad);
};

/** Sends JSON with the key that only this page knows. */
async function post(address, data) {
  const headers = { "Content-Type": "application/json", "X-Leaflet-Token": body.dataset.key };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(data ?? {}) });
  const kind = answer.headers.get("Content-Type") ?? "";
  const read = kind.startsWith("application/json") ? await answer.json() : { message: await answer.text() };
  return { status: answer.status, ...read };
}

/** Puts new contents where they differ, so that pictures that stay the same do not blink. */
function put(id, markup) {
  const place = document.getElementById(id);
  if (!place || markup === undefined || place.innerHTML === markup) return;
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.show : undefined;
  place.innerHTML = markup;
  if (focused) place.querySelector(`[data-show="${CSS.escape(focused)}"]`)?.focus();
}

// Forms.

const forms = [...document.querySelectorAll("form[data-file]")];
/** Changes besides those of fields, by form: tables that are added or taken out. */
const extra = new Map(forms.map((form) => [form, []]));
const fields = (form) => [...form.querySelectorAll("[data-at]")];
const changedFields = (form) => fields(form).filter((field) => field.value !== field.defaultValue);
const isDirty = (form) => changedFields(form).length > 0 || extra.get(form).length > 0;

function changes(form) {
  const set = changedFields(form).map((field) => ({ [field.dataset.kind]: [field.dataset.at, field.value] }));
  return { file: form.dataset.file, base: form.dataset.base, edits: [...set, ...extra.get(form)] };
}

function problem(form, at, message) {
  const field = at && fields(form).find((one) => one.dataset.at === at);
  const place = field ? document.getElementById(`${field.id}-note`) : form.querySelector("[data-problem]");
  if (field) field.setAttribute("aria-invalid", "true");
  place.textContent = message;
  place.hidden = false;
}

function clear(form) {
  fields(form).forEach((field) => field.removeAttribute("aria-invalid"));
  form.querySelectorAll("p.problem").forEach((place) => { place.hidden = true; });
  form.querySelector("[data-conflict]").hidden = true;
}

function buttons(form, savable) {
  form.querySelector("button.main").disabled = !isDirty(form) || !savable;
  form.querySelector("[data-revert]").disabled = !isDirty(form);
}

/** The save under way. It makes news itself, which must not be tried against the form that it was sent from. */
let saving = Promise.resolve();

/** Another file's changes do not count while this form's are tried; the address says which leaflet is looked at. */
const leaflet = () => location.pathname.replace("/leaflet/", "") + location.search;

let trial = 0;
async function attempt(form) {
  await saving;
  const mine = ++trial;
  if (!isDirty(form)) {
    clear(form);
    buttons(form, false);
    say("");
    return refresh();
  }
  const answer = await post(`/try/${leaflet()}`, changes(form));
  // A later keystroke has asked again.
  if (mine !== trial) return;
  clear(form);
  if (answer.status === 409) return conflict(form, answer);
  if (answer.status !== 200) {
    problem(form, undefined, answer.message);
    return buttons(form, false);
  }
  answer.fields.forEach((one) => problem(form, one.at, one.message));
  put("pages", answer.pages);
  put("findings", answer.findings);
  put("metrics", answer.metrics);
  buttons(form, answer.savable);
  say(answer.savable ? body.dataset.unsaved : body.dataset.cannot, !answer.savable);
}

function conflict(form, answer) {
  const box = form.querySelector("[data-conflict]");
  box.querySelector("[data-theirs]").textContent = answer.theirs;
  box.querySelector("[data-yours]").textContent =
    changedFields(form).map((field) => `${field.dataset.at} = ${field.value}`).join("\n");
  const apply = box.querySelector("[data-apply]");
  apply.disabled = !answer.together;
  apply.onclick = () => {
    form.dataset.base = answer.base;
    attempt(form);
  };
  box.hidden = false;
  buttons(form, false);
  say(answer.message, true);
}

/** Reads the forms again from the page that the server would make now; what was typed since it was `sent` stays. */
async function renew(only, sent = new Map()) {
  const fresh = await current();
  for (const form of forms) {
    const next = fresh.getElementById(form.id);
    if (!next || (only ? form !== only : isDirty(form) && form.dataset.base !== next.dataset.base)) continue;
    if (!only && form.dataset.base === next.dataset.base) continue;
    const focused = form.contains(document.activeElement) ? document.activeElement.id : undefined;
    const typed = fields(form).filter(({ dataset, value }) => sent.has(dataset.at) && sent.get(dataset.at) !== value);
    form.innerHTML = next.innerHTML;
    form.dataset.base = next.dataset.base;
    extra.set(form, []);
    for (const { dataset, value } of typed) {
      const field = fields(form).find((one) => one.dataset.at === dataset.at);
      if (field) field.value = value;
    }
    if (focused) document.getElementById(focused)?.focus();
  }
  return fresh;
}

/** Sends a form's changes to its file. */
async function save(form) {
  const sent = new Map(fields(form).map((field) => [field.dataset.at, field.value]));
  const answer = await post("/save", changes(form));
  if (answer.status === 409) return conflict(form, answer);
  if (answer.status !== 200) return problem(form, undefined, answer.message);
  await renew(form, sent);
  await refresh();
  say(answer.message);
}

let timer;
for (const form of forms) {
  form.addEventListener("input", (event) => {
    if (!event.target.dataset.at) return;
    clearTimeout(timer);
    timer = setTimeout(() => attempt(form), 80);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await saving;
    if (!isDirty(form)) return;
    // Trials on their way compare with the file as it was.
    clearTimeout(timer);
    trial += 1;
    // A server that does not answer is told by `listen`; what was typed is still there to be saved again.
    saving = save(form).catch(() => say(body.dataset.lost, true));
    await saving;
    if (isDirty(form)) attempt(form);
  });
  form.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.today) {
      const field = document.getElementById(button.dataset.today);
      const now = new Date();
      const two = (number) => String(number).padStart(2, "0");
      field.value = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
      attempt(form);
    } else if (button.dataset.remove) {
      extra.get(form).push({ remove: button.dataset.remove });
      button.closest("fieldset").hidden = true;
      attempt(form);
    } else if ("adds" in button.dataset) {
      add(form, button.closest("fieldset"));
    } else if ("revert" in button.dataset || "reload" in button.dataset) {
      await renew(form);
      attempt(form);
    } else if ("undo" in button.dataset) {
      const answer = await post(`/undo?file=${encodeURIComponent(form.dataset.file)}`);
      if (answer.status === 200) await renew(form);
      await refresh();
      say(answer.message, answer.status !== 200);
    }
  });
}

/** A new sender, a new section, or a section that is left out. */
function add(form, set) {
  const [first, second, third] = [...set.querySelectorAll("[data-new]")].map((field) => field.value.trim());
  const { add: kind, publication } = set.dataset;
  if (!first || (kind === "section" && (!second || !third))) return set.querySelector("[data-new]:invalid, input, textarea")?.focus();
  extra.get(form).push({
    sender: { sender: first },
    section: { section: [publication, first, second, third] },
    drop: { drop: [publication, first] },
  }[kind]);
  attempt(form);
}

window.addEventListener("beforeunload", (event) => {
  if (forms.some(isDirty)) event.preventDefault();
});

// What stands beside the forms.

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.post) {
    const answer = await post(button.dataset.post);
    say(answer.message, answer.status !== 200);
  }
  if (button.dataset.show === undefined && button.dataset.page === undefined) return;
  document.querySelectorAll(".sheet.shown").forEach((sheet) => sheet.classList.remove("shown"));
  const sheet = document.querySelector(`figure[data-page="${button.dataset.page}"] .sheet`);
  if (sheet) {
    sheet.style.setProperty("--top", 100 * button.dataset.top);
    sheet.classList.add("shown");
    sheet.scrollIntoView({ block: "center" });
  }
  const form = forms.find((one) => one.dataset.file === button.dataset.file
    && fields(one).some((field) => field.dataset.at === button.dataset.show));
  const field = form && fields(form).find((one) => one.dataset.at === button.dataset.show);
  if (field) {
    form.closest("details").open = true;
    field.focus();
  }
});

// News from the files on disk.

/** This page as the server makes it now. */
async function current() {
  const answer = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  body.dataset.news = fresh.body.dataset.news;
  return fresh;
}

/** Shows what is saved; a form that is being changed shows what it would be. */
async function refresh(fresh) {
  fresh ??= await current();
  for (const id of ["live", "pages", "findings", "metrics"]) put(id, fresh.getElementById(id)?.innerHTML);
}

async function listen() {
  for (;;) {
    try {
      const answer = await fetch(`/news?known=${body.dataset.news}`);
      if (!answer.ok) throw new Error(answer.statusText);
      const { news, crowded } = await answer.json();
      await saving;
      if (String(news) !== body.dataset.news) {
        const dirty = forms.find(isDirty);
        const fresh = forms.length > 0 ? await renew() : await current();
        await saving;
        if (dirty && isDirty(dirty)) await attempt(dirty);
        else await refresh(fresh);
      }
      if (status.textContent === body.dataset.lost) say("");
      if (crowded) await new Promise((resolve) => setTimeout(resolve, 1000));
    } catch {
      say(body.dataset.lost, true);
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}
listen();
