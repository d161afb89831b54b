// The workbench as a coordinator meets it, in headless Chromium: node .ci/workbench.mjs NODE_MODULES PROGRAM FOLDER
// FOLDER gets a copy of the repository's leaflets as a git repository, a server, and pictures of the pages.
import { execFileSync, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join, resolve } from "node:path";

const [modules, program, folder] = process.argv.slice(2).map((path) => resolve(path));
const load = createRequire(join(modules, "x.js"));
const { chromium } = load("playwright-core");
const axe = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");

const root = join(folder, "project");
rmSync(root, { recursive: true, force: true });
mkdirSync(root, { recursive: true });
cpSync("leaflets", join(root, "leaflets"), { recursive: true });
const git = (...words) => execFileSync("git", ["-C", root, "-c", "user.name=a", "-c", "user.email=a@b.se", ...words]).toString();
git("init", "-q");
git("add", "-A");
git("commit", "-qm", "before");

const server = spawn(program, ["serve", "--no-browser", "--locale", "sv"], { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
const address = await new Promise((done) => server.stdout.once("data", (data) => done(data.toString().trim())));
const base = new URL(address).origin;

let failed = 0;
const hold = (what, holds, detail = "") => {
  if (!holds) failed += 1;
  console.log(`${holds ? "ok  " : "FAIL"} ${what}${holds ? "" : ` ${detail}`}`);
};

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
const said = [];
page.on("console", (message) => { if (message.type() === "error" && !/status of 4(09|22)/.test(message.text())) said.push(message.text()); });
page.on("pageerror", (error) => said.push(error.message));
page.on("request", (asked) => { if (!asked.url().startsWith(base)) said.push(`asks for ${asked.url()}`); });

const file = join(root, "leaflets/varmland.toml");
const picture = () => page.locator("#pages img").first().getAttribute("src");
const settled = (before) => page.waitForFunction((old) => {
  const now = document.querySelector("#pages img");
  return now && now.getAttribute("src") !== old && now.complete && now.naturalWidth > 0;
}, before, { timeout: 10000 });

try {
  await page.goto(address);
  hold("the key leaves the address", page.url() === `${base}/`);
  await page.getByRole("link", { name: /Värmland, Grooming: sexbrott/ }).click();
  await page.waitForLoadState();

  // A new name.
  let before = await picture();
  const started = readFileSync(file, "utf8");
  await page.getByLabel("Namn").first().fill("Ann Prov");
  await settled(before);
  hold("a picture shows what is not saved", readFileSync(file, "utf8") === started && await picture() !== before);
  const save = page.locator("#contact button.main");
  const off = (selector) => page.locator(selector).getAttribute("aria-disabled").then((value) => value === "true");
  const ready = () => page.waitForFunction(() => document.querySelector("#contact button.main").getAttribute("aria-disabled") === "false");
  const says = (text) => page.waitForFunction((text) => document.getElementById("status").textContent.includes(text), text, { timeout: 10000 });
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);
  await ready();
  await save.click();
  await says("Sparat.");
  hold("the day that goes with another name is told", (await page.locator("#status").innerText()).includes("dagen är borttagen"));
  hold("what is told stays in view", await page.evaluate(() => { window.scrollTo(0, 600); const box = document.getElementById("status").getBoundingClientRect(); return box.top >= 0 && box.bottom < window.innerHeight; }));
  hold("the keyboard stays at the saving", await focused() === "contact-save", await focused());
  const changed = git("diff", "--unified=0").split("\n").filter((line) => /^[+-](?![+-])/.test(line));
  // The day on which the contact was verified was that of another person.
  const lines = ['-name = ', '+name = "Ann Prov"', "-verified = "];
  hold("git sees the changed lines alone", changed.length === 3 && lines.every((line, at) => changed[at].startsWith(line)), changed.join("\n"));
  hold("comments stay", (readFileSync(file, "utf8").match(/#/g) ?? []).length === (started.match(/#/g) ?? []).length);

  // A wrong address.
  await page.getByLabel("E-post").first().fill("inte en adress");
  await page.waitForFunction(() => document.querySelector("[data-at='contact.email']").getAttribute("aria-invalid") === "true");
  hold("a wrong e-mail address is told at its field", (await page.locator("[id$='contact-email-note']").innerText()).includes("inte en adress"));
  await says("E-post: ");
  hold("and cannot be saved", await off("#contact-save"));
  await page.locator("#contact-save").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.dataset.at === "contact.email");
  hold("a save that is refused leads to the field", readFileSync(file, "utf8").includes("Ann Prov"));
  await page.locator("#contact [data-revert]").click();
  await page.waitForFunction(() => document.querySelector("[data-at='contact.email']").value.includes("@"));
  await says("kastade");
  hold("the keyboard stays at the discarding", await focused() === "contact-revert", await focused());

  // A day as people write it.
  await page.locator("[data-at='contact.verified']").fill("21/11 2026");
  await says("Kontrollerad den: Skriv dagen som 2026-11-21.");
  hold("a day that is none is told without the file's language", true);
  await page.locator("#contact-revert").click();
  await says("kastade");

  // Senders and sections come and go.
  const openForm = (id) => page.locator("details.form", { has: page.locator(`#${id}`) }).evaluate((one) => { one.open = true; });
  await openForm("senders");
  await openForm("local");
  await page.locator("#add-sender").click();
  await says("Skriv avsändarens namn.");
  hold("a sender without a name is told at its field", await focused() === "new-sender" && await page.locator("#new-sender-note").isVisible());
  await page.locator("#new-sender").fill("Kommunen");
  await page.keyboard.press("Enter");
  await says("Kommunen");
  hold("a new sender is listed and not saved", await page.locator("#senders fieldset.pending legend").innerText() === "Kommunen (inte sparat än)");
  await page.locator("#new-sender").fill("Kommunen");
  await page.locator("#add-sender").click();
  await says("Finns redan: Kommunen.");
  hold("and no second time", await page.locator("#senders fieldset.pending").count() === 1);
  await page.getByRole("button", { name: "Ta bort: Kommunen" }).click();
  await says("Inte längre tillagt: Kommunen.");
  hold("it can be taken back", await page.locator("#senders fieldset.pending").count() === 0 && await focused() === "add-sender", await focused());
  const gone = page.locator("#senders [data-remove]").first();
  const name = await gone.getAttribute("data-what");
  await gone.focus();
  await page.keyboard.press("Enter");
  await says(`Tas bort när du sparar: ${name}.`);
  hold("a removal is told beside its way back", await focused() === "remove-sender-0-keep", await focused());
  await page.keyboard.press("Enter");
  await says(`Står kvar: ${name}.`);
  hold("a sender stays", await focused() === "remove-sender-0", await focused());
  await page.locator("#new-heading").fill("Rubrik utan text");
  await page.locator("#add-section").click();
  await says("Skriv avsnittets text.");
  hold("a section without a text is told at its field", await focused() === "new-text", await focused());
  await page.locator("#new-text").fill("En text.");
  await page.locator("#add-section").click();
  await says("Tillagt, men inte sparat än: Rubrik utan text (svenska).");
  await page.locator("#add-drop").click();
  await says("Utelämnar: Vad är grooming? (alla språk)");
  hold("sections go by their headings", await page.locator("#local fieldset.pending").count() === 2);
  await page.locator("#local-revert").click();
  await says("kastade");
  hold("and all of it can be discarded", await page.locator("fieldset.pending").count() === 0);

  // The files are made from what is saved.
  await page.goto(`${base}/leaflet/varmland/grooming`);
  const files = page.locator(".files a");
  hold("files can be had", await page.locator("#unsaved-files").isHidden());
  await page.getByLabel("Roll").first().fill("Prövare");
  hold("what is not saved is told at the files", await page.locator("#unsaved-files").isVisible());
  await files.nth(2).click();
  await says("Spara först");
  hold("and none of them is had", await files.nth(2).getAttribute("aria-describedby") === "unsaved-files");
  await page.locator("#contact-undo").click();
  await says("Spara eller kasta dem först.");
  hold("undoing leaves what is typed", await page.getByLabel("Roll").first().inputValue() === "Prövare");
  await page.locator("#contact-revert").click();
  await says("kastade");
  hold("then they can be had again", await page.locator("#unsaved-files").isHidden());

  // A text on the page of a translation is for that language.
  const before_languages = readFileSync(file, "utf8");
  await page.goto(`${base}/leaflet/varmland/grooming?lang=ar`);
  await openForm("local");
  await openForm("senders");
  await page.locator("#new-heading").fill("هنا");
  await page.locator("#new-text").fill("اتصل بنا.");
  await page.locator("#add-section").click();
  hold("a drop on its page is for its language", await page.locator("#new-drop-lang").inputValue() === "ar");
  await page.locator("#add-drop").click();
  await page.waitForFunction(() => document.querySelector("#local button.main").getAttribute("aria-disabled") === "false");
  await page.locator("#local-save").click();
  await says("Sparat.");
  const inArabic = readFileSync(file, "utf8").slice(before_languages.length);
  hold("both say their language", inArabic.match(/^lang = "ar"$/gm)?.length === 2, inArabic);
  await page.goto(`${base}/leaflet/varmland/grooming`);
  hold("the Swedish sheet stays as it is", !(await page.locator("#findings").innerText()).includes("هنا"));
  hold("its page says which language they are for", (await page.locator("#local legend").allTextContents()).some((one) => one.includes("(arabiska)") || one.includes("العربية")), (await page.locator("#local legend").allTextContents()).join("; "));
  writeFileSync(file, before_languages);
  await page.waitForFunction(() => ![...document.querySelectorAll("#local legend")].some((one) => one.textContent.includes("arabiska")));

  // A sender for this leaflet alone.
  await page.goto(`${base}/leaflet/varmland/grooming`);
  await openForm("senders");
  await page.locator("#new-sender").fill("Kommunen");
  await page.locator("#new-sender-publication").selectOption("grooming");
  await page.locator("#add-sender").click();
  await page.waitForFunction(() => document.querySelector("#senders button.main").getAttribute("aria-disabled") === "false");
  await page.locator("#senders-save").click();
  await says("Sparat.");
  hold("a sender signs the leaflet that was chosen", readFileSync(file, "utf8").includes('publications = ["grooming"]'));
  writeFileSync(file, before_languages);

  // A shared text with new words under its old version.
  const shared = join(root, "leaflets/publications/grooming/sv.toml");
  const sharedBefore = readFileSync(shared, "utf8");
  await page.goto(`${base}/leaflet/varmland/grooming`);
  await openForm("text");
  await page.locator("[data-at='publication.title']").fill("");
  await page.waitForFunction(() => document.querySelector("[data-at='publication.title']").getAttribute("aria-invalid") === "true");
  await says("Rubrik: Rubrik saknas.");
  hold("a title that is missing is told at its field", true);
  await page.locator("#text-revert").click();
  await says("kastade");
  await page.locator("[data-at='section.0.heading']").fill("Vad är det?");
  await page.waitForFunction(() => document.querySelector("#text button.main").getAttribute("aria-disabled") === "false");
  await page.locator("#text-save").click();
  await says("Versionen är densamma.");
  hold("a text with translations can be given a higher version", await page.locator("[data-at='publication.version']").isVisible());
  writeFileSync(shared, sharedBefore);

  // A file that cannot be read, and can again.
  await page.goto(`${base}/leaflet/varmland/grooming`);
  writeFileSync(file, before_languages.replace("[county]", "[county"));
  await says("kan inte läsas längre");
  hold("an open page tells that its file is broken", (await page.locator("#findings").innerText()).includes("varmland.toml"));
  const second = await context.newPage();
  await second.goto(`${base}/leaflet/varmland/grooming`);
  hold("a page of a broken file says what is wrong", (await second.locator("main").innerText()).includes("varmland.toml"));
  writeFileSync(file, before_languages);
  await second.waitForSelector("#pages img", { timeout: 10000 });
  await page.waitForFunction(() => document.getElementById("status").textContent === "");
  hold("and both heal with it", true);
  let polls = 0;
  second.on("request", (asked) => { if (asked.url().includes("/news")) polls += 1; });
  await second.goto(`${base}/leaflet/none/none`);
  await second.waitForTimeout(1500);
  hold("a page of nothing waits for news", polls <= 2, `${polls} in 1.5 s`);
  await second.setViewportSize({ width: 320, height: 700 });
  await second.goto(base);
  const narrow = await second.evaluate(() => {
    const cells = [...document.querySelectorAll(".board tbody th, .board tbody td")].map((cell) => cell.getBoundingClientRect());
    return cells.filter((box) => box.height > 1 && (box.height > 120 || box.right > window.innerWidth + 1)).length;
  });
  hold("the board is read at 320 px", narrow === 0, `${narrow} cells`);
  await second.close();

  // Text that does not fit.
  await page.goto(`${base}/leaflet/varmland/grooming`);
  await page.locator("details.form", { has: page.locator("#text") }).locator("summary").click();
  const lead = page.locator("[data-at='section.0.text']");
  await lead.fill("Ett långt stycke som fyller bladet mer än det rymmer. ".repeat(60));
  await page.waitForFunction(() => /rader|lines/.test(document.getElementById("findings").textContent), null, { timeout: 10000 });
  hold("text that does not fit is told in lines", /\d+/.test(await page.locator("#findings").innerText()));
  await page.locator("#text [data-revert]").click();
  await page.waitForFunction(() => document.querySelector("#pages img"));

  // Someone else writes meanwhile.
  await page.getByLabel("Telefon").first().fill("054-19 70 01");
  await page.waitForFunction(() => document.getElementById("status").textContent !== "");
  const theirs = readFileSync(file, "utf8").replace('"Ann Prov"', '"Bo Prov"');
  writeFileSync(file, theirs);
  await page.waitForSelector("#contact [data-conflict]:not([hidden])", { timeout: 10000 });
  hold("a file that changed meanwhile is not overwritten", readFileSync(file, "utf8") === theirs);
  await page.locator("#contact-save").focus();
  await page.keyboard.press("Enter");
  await says("Välj här");
  hold("a save then leads to the two ways", await page.evaluate(() => document.activeElement.closest("[data-conflict]") !== null));
  const again = page.waitForResponse("**/try/**");
  await page.locator("#contact").evaluate((form) => form.querySelector("[data-at]").dispatchEvent(new Event("input", { bubbles: true })));
  await (await again).finished();
  await page.waitForTimeout(100);
  hold("what is known is not told again in its place", (await page.locator("#status").innerText()).includes("Välj här"));
  await page.locator("#contact [data-apply]").click();
  await ready();
  await save.click();
  await page.waitForFunction(() => document.getElementById("status").textContent === "Sparat.");
  const both = readFileSync(file, "utf8");
  hold("both changes stand", both.includes('"Bo Prov"') && both.includes("054-19 70 01"), both);
  await page.locator("#contact [data-undo]").click();
  await page.waitForFunction(() => document.getElementById("status").textContent.includes("ångrad"));
  hold("a save is undone", readFileSync(file, "utf8") === theirs);
  hold("the keyboard stays at the undoing", await focused() === "contact-undo", await focused());

  // The answer to a save comes late, after the news that it made; meanwhile one types on.
  let answerNow;
  const typed = new Promise((done) => { answerNow = done; });
  await page.route("**/save", async (route) => {
    const response = await route.fetch();
    await typed;
    await route.fulfill({ response });
  });
  await page.getByLabel("Telefon").first().fill("054-19 70 03");
  await ready();
  const answered = page.waitForResponse("**/save");
  await save.click();
  await page.waitForTimeout(1000);
  await page.getByLabel("Namn").first().fill("Cy Prov");
  await page.waitForTimeout(500);
  answerNow();
  const late = (await answered).ok();
  await page.waitForFunction(() => document.getElementById("status").textContent === JSON.parse(document.body.dataset.words).unsaved);
  await page.waitForTimeout(500);
  hold("an own save is no conflict", late && await page.locator("#contact [data-conflict]").isHidden());
  hold("it is written", readFileSync(file, "utf8").includes("054-19 70 03") && !readFileSync(file, "utf8").includes("Cy Prov"));
  hold("what was typed meanwhile stays", await page.getByLabel("Namn").first().inputValue() === "Cy Prov");
  await page.unroute("**/save");
  await page.locator("#contact [data-revert]").click();
  await page.waitForFunction(() => document.querySelector("[data-at='contact.name']").value === "Bo Prov");

  // From a file's save to the picture: some 100 ms on a quiet machine (.ci/run allows for a busy one).
  const times = [];
  for (let turn = 0; turn < 11; turn += 1) {
    before = await picture();
    const start = Date.now();
    writeFileSync(file, theirs.replace('"Bo Prov"', `"Prov ${String.fromCharCode(65 + turn)}"`));
    await settled(before);
    times.push(Date.now() - start);
  }
  times.sort((a, b) => a - b);
  hold(`a saved file is seen after ${times[5]} ms in the median (${times[0]} to ${times[10]})`, times[5] < Number(process.env.LATENCY ?? 200));
  hold("the form follows the file", await page.getByLabel("Namn").first().inputValue() === "Prov K");

  // The keyboard alone.
  writeFileSync(file, theirs);
  await page.goto(`${base}/leaflet/varmland/grooming`);
  const reach = async (test, most = 120) => {
    for (let step = 0; step < most; step += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(test)) return true;
    }
    return false;
  };
  hold("the tab key reaches the phone", await reach(() => document.activeElement.dataset?.at === "contact.phone"));
  before = await picture();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("054-19 70 02");
  await settled(before);
  hold("the tab key reaches the saving", await reach(() => document.activeElement.classList.contains("main")));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("status").textContent === "Sparat.");
  hold("the keyboard alone changes a contact", readFileSync(file, "utf8").includes("054-19 70 02"));

  // A finding leads to its place.
  const shown = page.locator("#findings [data-show]").first();
  await shown.click();
  hold("a finding leads to its field", await page.evaluate(() => Boolean(document.activeElement.dataset.at)));

  // Files.
  for (const [name, start] of [["Tryckfil", "%PDF-1.6"], ["Webbfil", "%PDF-1.7"], ["Webbsida", "<!DOCTYPE"], ["Bilder", "\x89PNG"], ["Alla länets", "PK"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
    const bytes = readFileSync(await download.path());
    hold(`${download.suggestedFilename()} can be had`, bytes.length > 1000 && bytes.toString("latin1").toLowerCase().startsWith(start.toLowerCase()), bytes.toString("latin1", 0, 12));
  }

  // Everybody.
  for (const path of ["/", "/leaflet/varmland/grooming", "/leaflet/varmland/somliga-tror?format=a3-poster&view=print", "/leaflet/none/none"]) {
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const answer = await page.goto(base + path);
      await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
      await page.evaluate(axe);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await page.evaluate(() => axe.run(document));
        hold(`axe: ${path} ${width} px ${colorScheme}`, violations.length === 0, violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target)}`).join("; "));
      }
      await page.emulateMedia({ colorScheme: "light" });
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth);
      hold(`${path} fits ${width} px`, wide <= 0, `${wide} px too wide`);
      await page.evaluate(() => document.querySelectorAll("details:not(:first-of-type)").forEach((one) => { one.open = false; }));
      if (answer.ok()) await page.screenshot({ path: join(folder, `${path.replace(/[^a-z0-9]+/g, "-")}${width}.png`), fullPage: true });
    }
  }
  said.splice(0, said.length, ...said.filter((words) => !/status of 404/.test(words)));
  hold("nothing is said on the console", said.length === 0, said.join("; "));

  // Every county and every publication, open at once.
  await page.goto(base);
  const opened = await page.evaluate(async () => {
    const links = [...document.querySelectorAll("a.state")].map((link) => link.getAttribute("href"));
    const open = async (link) => {
      const answer = await fetch(link);
      const shown = new DOMParser().parseFromString(await answer.text(), "text/html");
      const pictures = await Promise.all([...shown.querySelectorAll("#pages img")].map((img) => fetch(img.getAttribute("src"))));
      return answer.ok && pictures.length > 0 && pictures.every((picture) => picture.ok) ? link : "";
    };
    return Promise.all(links.map(open));
  });
  const part = (at) => new Set(opened.map((link) => link.split("/")[at])).size;
  const peak = () => Math.round(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))[1] / 1024);
  hold(`${part(2)} counties and ${part(3)} publications open at once`, part(2) >= 21 && part(3) >= 3 && !opened.includes(""), opened.join(" "));
  hold(`the server takes ${peak()} MiB at most with them`, peak() < 300);

  // Strangers.
  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const key = await page.evaluate(() => document.body.dataset.key);
  const own = { Host: new URL(base).host, Origin: base, Cookie: cookies, "X-Leaflet-Token": key };
  const ask = (method, path, headers, sent) => new Promise((done) => {
    const asked = request({ host: "127.0.0.1", port: new URL(base).port, method, path, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => done(answer.statusCode));
    });
    asked.on("error", () => done(0));
    asked.setTimeout(15000, () => asked.destroy());
    sent ? sent(asked) : asked.end();
  });
  const text = (value) => (asked) => asked.end(value);
  const tree = () => git("status", "--porcelain") + git("diff");
  const untouched = tree();
  const edit = JSON.stringify({ file: "leaflets/varmland.toml", base: "x", edits: [] });
  hold("a foreign origin is refused", await ask("POST", "/save", { ...own, Origin: "http://evil.example" }, text(edit)) === 403);
  hold("a foreign host is refused", await ask("GET", "/", { ...own, Host: "evil.example" }) === 403);
  hold("no key, no answer", await ask("GET", "/", { Host: own.Host }) === 403);
  hold("a save without the token is refused", await ask("POST", "/save", { ...own, "X-Leaflet-Token": "" }, text(edit)) === 403);
  for (const path of ["../../etc/passwd", "leaflets/../../x.toml", "Cargo.toml", "leaflets/.git.toml"]) {
    const body = JSON.stringify({ file: path, base: "x", edits: [{ set: ["a", "b"] }] });
    hold(`${path} is not written`, await ask("POST", "/save", own, text(body)) === 403);
  }
  hold("no way up", [403, 404].includes(await ask("GET", "/file/../../../etc/passwd", own)));
  hold("a body of 1 GB is refused", [413, 0].includes(await ask("POST", "/save", { ...own, "Content-Length": String(2 ** 30) }, (asked) => asked.write("{"))));
  for (const body of ["", "{", "[]", "\0".repeat(1000), JSON.stringify({ file: 1 }), `{"file":"leaflets/varmland.toml","base":"x","edits":[${"[".repeat(5000)}`]) {
    hold(`${JSON.stringify(body.slice(0, 20))} is refused`, await ask("POST", "/save", own, text(body)) === 400);
  }
  const many = await Promise.all(Array.from({ length: 1000 }, () => ask("GET", "/news?known=0", own)));
  hold("1,000 at once leave it alive", await ask("GET", "/", own) === 200, `${many.filter((status) => status === 200).length} answered`);
  hold("strangers wrote nothing", tree() === untouched);
  hold(`the server takes ${peak()} MiB at most`, peak() < 300);
  hold("the server lives", server.exitCode === null);
} catch (error) {
  hold("the tour goes to its end", false, error.stack);
  await page.screenshot({ path: join(folder, "failed.png") }).catch(() => {});
} finally {
  await browser.close();
  server.kill();
}
console.log(failed === 0 ? "workbench: everything holds" : `workbench: ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
