// The workbench in the browser: forms are tried while one types, pages follow the files on disk.
"use strict";

const body = document.body;
const words = JSON.parse(body.dataset.words);
const status = document.getElementById("status");
let later;
/** Says it where it is always in view and read aloud; not again what it says already. */
const say = (text, bad = false) => {
  clearTimeout(later);
  if (status.textContent !== text) status.textContent = text;
  status.classList.toggle("bad", bad);
};
/** Says it once nothing is typed for a moment: who listens would hear of every half-written word. */
const sayAfterTyping = (text, bad) => {
  clearTimeout(later);
  later = setTimeout(() => say(text, bad), 800);
};
/** A phrase with what it speaks of, which may end as a sentence does. */
const about = (phrase, what) => phrase.replace("{what}", () => what).replace(/([.!?])\.$/, "$1");

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

/** Tells at a field, or at the form's end, what is wrong; gives back the field. */
function problem(form, at, message) {
  const field = at && fields(form).find((one) => one.dataset.at === at);
  if (field) return mark(field, message);
  const place = form.querySelector("[data-problem]");
  place.textContent = message;
  place.hidden = false;
  return undefined;
}

function mark(field, message) {
  const place = document.getElementById(`${field.id}-note`);
  field.setAttribute("aria-invalid", "true");
  place.textContent = message;
  place.hidden = false;
  return field;
}

/** What is wrong with a field, with the field's name, as far as one can listen to. */
function told(form, wrong) {
  const { at, message } = wrong[0];
  const field = fields(form).find((one) => one.dataset.at === at);
  const name = field ? `${field.labels[0].textContent}: ` : "";
  const more = wrong.length > 1 ? ` ${words.more.replace("{number}", String(wrong.length - 1))}` : "";
  return `${name}${message}${more}`;
}

function clear(form) {
  form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  form.querySelectorAll("p.problem").forEach((place) => { place.hidden = true; });
  form.querySelector("[data-conflict]").hidden = true;
}

/** Files are made from what is saved: while something is not, the links to them say so. */
function files() {
  const note = document.getElementById("unsaved-files");
  if (!note) return;
  note.hidden = !forms.some(isDirty);
  for (const link of document.querySelectorAll(".files a")) {
    if (note.hidden) link.removeAttribute("aria-describedby");
    else link.setAttribute("aria-describedby", note.id);
  }
}

const main = (form) => form.querySelector("button.main");
const isOff = (button) => button.getAttribute("aria-disabled") === "true";

function buttons(form, savable) {
  main(form).setAttribute("aria-disabled", String(!isDirty(form) || !savable));
  form.querySelector("[data-revert]").setAttribute("aria-disabled", String(!isDirty(form)));
  files();
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
    if ([words.unsaved, words.cannot].includes(status.textContent) || status.classList.contains("bad")) say("");
    return refresh();
  }
  const answer = await post(`/try/${leaflet()}`, changes(form));
  // A later keystroke has asked again.
  if (mine !== trial) return;
  if (answer.status === 409) return conflict(form, answer);
  clear(form);
  if (answer.status !== 200) {
    problem(form, undefined, answer.message);
    say(answer.message, true);
    return buttons(form, false);
  }
  answer.fields.forEach((one) => problem(form, one.at, one.message));
  put("pages", answer.pages);
  put("findings", answer.findings);
  put("metrics", answer.metrics);
  buttons(form, answer.savable);
  clearTimeout(later);
  if (answer.savable && answer.pages === undefined) say(words.broken, true);
  else if (!answer.savable) sayAfterTyping(answer.fields.length > 0 ? told(form, answer.fields) : words.cannot, true);
  // What was said of a table that was added or taken out says as much.
  else if (status.classList.contains("bad") || fields(form).includes(document.activeElement)) say(words.unsaved);
}

function conflict(form, answer) {
  const box = form.querySelector("[data-conflict]");
  // Whoever has been led to the two ways is not told again of what they know.
  const known = !box.hidden && box.dataset.base === answer.base;
  clear(form);
  box.dataset.base = answer.base;
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
  if (!known) say(answer.message, true);
}

/** Reads the forms again from the page that the server would make now; what was typed since it was `sent` stays. */
async function renew(only, sent = new Map()) {
  const fresh = await current();
  for (const form of forms) {
    const next = fresh.getElementById(form.id);
    if (!next || (only ? form !== only : isDirty(form) && form.dataset.base !== next.dataset.base)) continue;
    if (!only && form.dataset.base === next.dataset.base) continue;
    const focused = form.contains(document.activeElement) ? document.activeElement.id : undefined;
    // What stands in the fields for something new has not been sent.
    const begun = [...form.querySelectorAll("[data-new]")].filter(({ value, defaultValue }) => value && value !== defaultValue);
    const typed = fields(form).filter(({ dataset, value }) => sent.has(dataset.at) && sent.get(dataset.at) !== value);
    form.innerHTML = next.innerHTML;
    form.dataset.base = next.dataset.base;
    extra.set(form, []);
    for (const { dataset, value } of typed) {
      const field = fields(form).find((one) => one.dataset.at === dataset.at);
      if (field) field.value = value;
    }
    for (const { id, value } of only && sent.size === 0 ? [] : begun) {
      const field = document.getElementById(id);
      if (field) field.value = value;
    }
    // A button that is gone leaves whoever pressed it at the saving, not at the top of the page.
    if (focused !== undefined) (document.getElementById(focused) ?? main(form)).focus();
  }
  files();
  return fresh;
}

/** Sends a form's changes to its file. */
async function save(form) {
  const sent = new Map(fields(form).map((field) => [field.dataset.at, field.value]));
  const answer = await post("/save", changes(form));
  if (answer.status === 409) return conflict(form, answer);
  if (answer.status !== 200) {
    const field = problem(form, answer.at, answer.message);
    say(told(form, [answer]), true);
    return field?.focus();
  }
  await renew(form, sent);
  await refresh();
  say(answer.message);
}

/** Why a form cannot be saved, said and shown. */
function refuse(form) {
  if (!isDirty(form)) return say(words.nothing);
  const box = form.querySelector("[data-conflict]");
  if (!box.hidden) {
    say(words.choose, true);
    return box.querySelector("button:not(:disabled)").focus();
  }
  const field = form.querySelector("[aria-invalid=true]");
  if (field) {
    const message = document.getElementById(`${field.id}-note`).textContent;
    say(`${field.labels[0].textContent}: ${message}`, true);
    return field.focus();
  }
  const place = form.querySelector("[data-problem]");
  return say(place.hidden ? words.cannot : place.textContent, true);
}

let timer;
for (const form of forms) {
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-new]")) unmark(event.target);
    if (!event.target.dataset.at) return;
    files();
    clearTimeout(timer);
    timer = setTimeout(() => attempt(form), 80);
  });
  form.addEventListener("keydown", (event) => {
    // In the field of something new the enter key adds it.
    if (event.key !== "Enter" || !event.target.matches("input[data-new]")) return;
    event.preventDefault();
    add(form, event.target.closest("fieldset"));
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await saving;
    clearTimeout(timer);
    // What was typed last may not have been tried yet.
    if (isDirty(form) && isOff(main(form))) await attempt(form);
    if (isOff(main(form))) return refuse(form);
    // Trials on their way compare with the file as it was.
    trial += 1;
    // A server that does not answer is told by `listen`; what was typed is still there to be saved again.
    saving = save(form).catch(() => say(words.lost, true));
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
      await attempt(form);
      if (!isOff(main(form))) say(`${field.labels[0].textContent}: ${field.value}. ${words.unsaved}`);
    } else if (button.dataset.remove) {
      remove(form, button);
    } else if ("adds" in button.dataset) {
      add(form, button.closest("fieldset"));
    } else if ("revert" in button.dataset || "reload" in button.dataset) {
      if (!isDirty(form)) return say(words.nothing);
      await renew(form);
      await attempt(form);
      say(words.reverted);
    } else if ("undo" in button.dataset) {
      // What is typed belongs to the file as it is now.
      if (isDirty(form)) {
        say(words.undoFirst, true);
        return;
      }
      const sent = new Map(fields(form).map((field) => [field.dataset.at, field.value]));
      const answer = await post(`/undo?file=${encodeURIComponent(form.dataset.file)}`);
      if (answer.status === 200) await renew(form, sent);
      await refresh();
      say(answer.message, answer.status !== 200);
    }
  });
}

// Tables that come and go. Until they are saved they stand in the form, each with a button that takes it back.

/** A button that does this. */
function button(id, text, what, press) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", id, textContent: text, onclick: press });
  made.setAttribute("aria-label", `${text}: ${what}`);
  return made;
}

/** Gives up a change that is not saved. */
function forget(form, change) {
  extra.set(form, extra.get(form).filter((one) => one !== change));
}

/** Takes a table out, and says how to keep it. */
function remove(form, pressed) {
  const change = { remove: pressed.dataset.remove };
  const { what } = pressed.dataset;
  const set = pressed.closest("fieldset");
  const note = document.createElement("p");
  note.className = "pending";
  note.append(`${about(words.removed, what)} `);
  note.append(button(`${pressed.id}-keep`, words.keep, what, () => {
    forget(form, change);
    note.remove();
    set.hidden = false;
    pressed.focus();
    say(about(words.kept, what));
    attempt(form);
  }));
  extra.get(form).push(change);
  set.hidden = true;
  set.after(note);
  note.querySelector("button").focus();
  say(about(words.removed, what));
  attempt(form);
}

function unmark(field) {
  const place = document.getElementById(`${field.id}-note`);
  field.removeAttribute("aria-invalid");
  if (place) place.hidden = true;
}

let added = 0;
/** A new sender, a new section, or a section that is left out. */
function add(form, set) {
  const news = [...set.querySelectorAll("[data-new]")];
  news.forEach(unmark);
  const missing = news.filter((field) => field.dataset.missing && !field.value.trim());
  if (missing.length > 0) {
    missing.forEach((field) => mark(field, field.dataset.missing));
    say(missing[0].dataset.missing, true);
    return missing[0].focus();
  }
  const [first, second = "", third] = news.map((field) => field.value.trim());
  const { add: kind, publication, lang, where } = set.dataset;
  const [chosen, place] = news.map((field) => field.selectedOptions?.[0].textContent);
  const named = { sender: first, section: second, drop: `${words.drops}: ${chosen}` }[kind];
  // Where it goes, if there are several leaflets or languages that it could go to.
  const goes = { sender: second && place, section: where, drop: place }[kind];
  const what = goes ? `${named} (${goes})` : named;
  const known = [...form.querySelectorAll("fieldset:not([hidden]) > legend")].some((one) => [named, what].includes(one.dataset.what));
  if (kind !== "section" && known) {
    if (kind === "sender") mark(news[0], about(words.exists, what)).focus();
    return say(about(words.exists, what), true);
  }
  const change = {
    sender: { sender: { name: first, publication: second } },
    section: { section: { publication, after: first, heading: second, text: third, lang } },
    drop: { drop: { publication, id: first, lang: second } },
  }[kind];
  const entry = document.createElement("fieldset");
  entry.className = "pending";
  const legend = document.createElement("legend");
  legend.textContent = `${what} (${words.mark})`;
  legend.dataset.what = what;
  entry.append(legend);
  if (third) {
    const text = document.createElement("p");
    Object.assign(text, { textContent: third, lang: news[2].lang, dir: news[2].dir });
    entry.append(text);
  }
  entry.append(button(`added-${added += 1}`, words.remove, what, () => {
    forget(form, change);
    entry.remove();
    set.querySelector("[data-adds]").focus();
    say(about(words.takenBack, what));
    attempt(form);
  }));
  set.before(entry);
  extra.get(form).push(change);
  news.forEach((field) => { if (field.tagName !== "SELECT") field.value = ""; });
  say(about(words.added, what));
  return attempt(form);
}

window.addEventListener("beforeunload", (event) => {
  if (forms.some(isDirty)) event.preventDefault();
});

// What stands beside the forms.

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  const file = event.target.closest(".files a") ?? event.target.closest("[data-post]");
  if (file && forms.some(isDirty)) {
    event.preventDefault();
    return say(words.saveFirst, true);
  }
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

/** Whether this page has shown a leaflet whose files can no longer be read. */
let broken = false;

/** Shows what is saved; a form that is being changed shows what it would be. */
async function refresh(fresh) {
  fresh ??= await current();
  const shows = (page) => page.getElementById("pages") !== null;
  // What was not there, or could not be read, is there now.
  if (!shows(document) && shows(fresh)) return location.reload();
  if (shows(document) && !shows(fresh)) {
    broken = true;
    put("findings", (fresh.getElementById("live") ?? fresh.getElementById("main")).innerHTML);
    return say(words.broken, true);
  }
  if (broken && status.textContent === words.broken) say("");
  broken = false;
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
      if (status.textContent === words.lost) say("");
      if (crowded) await new Promise((resolve) => setTimeout(resolve, 1000));
    } catch {
      say(words.lost, true);
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}
listen();
