// Opens every page below a folder in headless Chromium and says what is wrong: node .ci/web.mjs NODE_MODULES OUTDIR
// Nothing may be said on the console, nothing requested but the page, nothing wider than the window, no rule of axe-core
// broken, at 320 pixels also with the distances of WCAG 1.4.12; no text lies under another at any place of the page; the tab key reaches every link in the order of the text, with a visible ring; every link leads somewhere.
import { createRequire } from "node:module";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [modules, folder] = process.argv.slice(2).map((path) => resolve(path));
const load = createRequire(join(modules, "x.js"));
const { chromium } = load("playwright-core");
const axe = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");

const walk = (path) => readdirSync(path).sort().flatMap((name) => {
  const inner = join(path, name);
  return statSync(inner).isDirectory() ? walk(inner) : [inner];
});
const pages = walk(folder).filter((path) => path.endsWith(".html"));
// A browser takes seconds for a page. Counties show the same texts: of many, each publication and language is looked at, and
// each county, up to so many pages; LEAFLET_CI_ALL=1 for all. Links are followed in every page.
const MOST = 44;
const place = (path) => createHash("sha256").update(relative(folder, path)).digest("hex");
const sampled = () => {
  if (pages.length <= MOST || process.env.LEAFLET_CI_ALL) return pages;
  const ordered = pages.map((path) => ({ path, at: place(path), parts: relative(folder, path).split(sep) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const seen = new Set();
  const fresh = (name) => !seen.has(name) && Boolean(seen.add(name));
  const chosen = ordered.filter(({ parts }) =>
    [fresh(`county ${parts[0]}`), fresh(`kind ${parts.slice(1).join("/")}`)].some(Boolean));
  const rest = ordered.filter((page) => !chosen.includes(page)).slice(0, Math.max(0, MOST - chosen.length));
  return [...chosen, ...rest].map(({ path }) => path).sort();
};
if (pages.length === 0) throw new Error(`no *.html below ${folder}`);

const faults = [];
let rules = 0;
const widths = [320, 1280];
const colors = ["light", "dark"].flatMap((colorScheme) =>
  ["none", "active"].map((forcedColors) => ({ colorScheme, forcedColors })));

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });

async function open(path, width, fault) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  page.on("console", (message) => fault(`console: ${message.text()}`));
  page.on("pageerror", (error) => fault(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.isNavigationRequest() && !request.url().startsWith("data:")) fault(`asks for ${request.url()}`);
  });
  await page.goto(pathToFileURL(path).href);
  return { context, page };
}

async function judge(path, width) {
  let look = "";
  const fault = (text) => faults.push(`${relative(folder, path)} (${width} px${look}): ${text}`);
  const { context, page } = await open(path, width, fault);
  if (await page.evaluate(() => document.scripts.length > 0)) fault("has a script");
  // As high as the page: whether the lower edge parts a link, which can be scrolled clear, is no fault of the link's size.
  await page.setViewportSize({ width, height: await page.evaluate(() => document.scrollingElement.scrollHeight) });
  // Evaluated by the debugger, to which the page's own policy does not apply.
  await page.evaluate(axe);
  for (const { colorScheme, forcedColors } of colors) {
    look = `, ${colorScheme}, forced ${forcedColors}`;
    await page.emulateMedia({ colorScheme, forcedColors });
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth);
    if (wide > 0) fault(`${wide} px wider than the window`);
    const result = await page.evaluate(() => axe.run(document, {
      resultTypes: ["violations", "passes"],
      // Off by default: WCAG 2.2, 2.5.8, 24 pixels to the finger or as much room around.
      rules: { "target-size": { enabled: true } },
    }));
    rules += result.passes.length;
    for (const { id, help, nodes } of result.violations) {
      fault(`axe ${id}: ${help}: ${nodes.map((node) => `${node.target}: ${node.any[0]?.message}`).join("; ")}`);
    }
  }
  await context.close();
}

// Windows that people have. What stays in view beside a text must not lie over what comes after it. The quick way out may stand
// at the upper or lower edge, from side to side: what has been scrolled behind it is out of the window, as behind any edge.
const windows = [[320, 640], [640, 600], [1024, 768], [1280, 600], [1280, 800], [1366, 768], [1440, 900]];

async function layers(path) {
  const fault = (text) => faults.push(`${relative(folder, path)}: ${text}`);
  const { context, page } = await open(path, windows[0][0], fault);
  for (const [width, height] of windows) {
    await page.setViewportSize({ width, height });
    for (const part of [0, 1 / 3, 2 / 3, 1]) {
      const covered = await page.evaluate((part) => {
        window.scrollTo(0, part * (document.scrollingElement.scrollHeight - window.innerHeight));
        const bar = document.querySelector(".way-out");
        const [edge, high] = [bar?.getBoundingClientRect(), window.innerHeight];
        const whole = edge && edge.left <= 0 && edge.right >= document.documentElement.clientWidth && edge.height <= high / 5;
        const room = [whole && edge.top <= 0 ? edge.bottom : 0, whole && edge.bottom >= high ? edge.top : high];
        const under = (node) => {
          const range = document.createRange();
          range.selectNodeContents(node);
          return [...range.getClientRects()].some((box) => {
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            const top = box.width > 1 && (bar?.contains(node) || (y > room[0] + 1 && y < room[1] - 1)) && document.elementFromPoint(x, y);
            return top && !top.contains(node) && !node.parentElement.contains(top) && !top.closest(".skip");
          });
        };
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) if (texts.currentNode.data.trim() && under(texts.currentNode)) return texts.currentNode.data;
        return "";
      }, part);
      if (covered) fault(`“${covered.slice(0, 40)}” lies under other text at ${width} × ${height}, scrolled ${Math.round(part * 100)} %`);
    }
  }
  // Distances that a reader may set (WCAG 2.1, 1.4.12). By the debugger: the page's own policy forbids a style of others.
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}");
    document.adoptedStyleSheets = [sheet];
    return document.scrollingElement.scrollWidth - window.innerWidth;
  });
  if (wide > 0) fault(`${wide} px wider than a window of 320 px with the distances of WCAG 1.4.12`);
  await context.close();
}

// The tab key from the top: every link, in the order of the text, each with a ring, in view and not covered.
async function tour(path, width) {
  const fault = (text) => faults.push(`${relative(folder, path)} (keyboard, ${width} px): ${text}`);
  const { context, page } = await open(path, width, fault);
  const links = await page.$$eval("a[href]", (all) => all.map((a, at) => { a.dataset.at = at; return a.textContent.trim(); }));
  for (let at = 0; at < links.length; at += 1) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const a = document.activeElement;
      const style = getComputedStyle(a);
      // A link over two lines: its first line must be free.
      const box = a.getClientRects()[0] ?? a.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return { at: Number(a.dataset?.at ?? -1), ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
               free: !!top && (a === top || a.contains(top)) };
    });
    if (seen.at !== at) { fault(`the tab key reaches link ${seen.at} in place of ${at}, “${links[at]}”`); break; }
    if (!seen.ring) fault(`no ring around “${links[at]}”`);
    if (!seen.free) fault(`“${links[at]}” is out of view or covered when it has the focus`);
  }
  await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });
  await page.focus("a.skip");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#main$/, { timeout: 5000 }).catch(() => fault("the skip link leads nowhere"));
  await context.close();
  return links.length;
}

const led = /<(?:a|link)\b[^>]*?\shref="([^"]*)"|<meta\b[^>]*?\sproperty="og:image" content="([^"]*)"/g;
const hrefs = (html) => [...html.matchAll(led)].map((found) => (found[1] ?? found[2]).replaceAll("&amp;", "&"));
const ids = (html) => new Set([...html.matchAll(/\sid="([^"]*)"/g)].map((found) => found[1]));
const outside = /^(?:https?|tel|mailto|data):/;

// Links from the disk: a file that is there, and a place in it.
function fromDisk(path) {
  const html = readFileSync(path, "utf8");
  for (const href of hrefs(html).filter((href) => !outside.test(href))) {
    const [file, place] = href.split("#");
    const target = file ? fileURLToPath(new URL(file, pathToFileURL(path))) : path;
    if (!existsSync(target)) faults.push(`${relative(folder, path)}: leads to ${href}, which is not there`);
    else if (place && !ids(readFileSync(target, "utf8")).has(place)) faults.push(`${relative(folder, path)}: no place ${href}`);
  }
}

// The sites below a path of a server, from their start pages on: what a link names is answered, and every file is reached.
async function fromServer(site) {
  const root = "/any/path/";
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const file = join(site, decodeURIComponent(path.slice(root.length)) || "index.html");
    const there = path.startsWith(root) && existsSync(file) && statSync(file).isFile();
    response.writeHead(there ? 200 : 404);
    response.end(there ? readFileSync(file) : "");
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  const start = `http://127.0.0.1:${server.address().port}${root}`;
  const seen = new Set();
  const open = [start];
  while (open.length > 0) {
    const address = open.pop();
    if (seen.has(address)) continue;
    seen.add(address);
    const answer = await fetch(address);
    if (!answer.ok) { faults.push(`${relative(folder, site)}: ${address.slice(start.length)} answers ${answer.status}`); continue; }
    const body = await answer.text();
    if (!address.endsWith("/") && !address.endsWith(".html")) continue;
    for (const href of hrefs(body).filter((href) => !outside.test(href))) open.push(new URL(href, address).href.split("#")[0]);
  }
  server.close();
  const reached = new Set([...seen].map((address) => address.slice(start.length) || "index.html"));
  const unreached = walk(site).map((path) => relative(site, path)).filter((name) => !reached.has(name));
  for (const name of unreached.filter((name) => !["404.html", "sitemap.xml"].includes(name))) {
    faults.push(`${relative(folder, site)}: nothing leads to ${name}`);
  }
  return seen.size;
}

let links = 0;
const looked = sampled();
const jobs = looked.flatMap((path) => [() => layers(path), ...widths.flatMap((width) => [
  () => judge(path, width),
  async () => { links += await tour(path, width); },
])]);
// Two at a time, as many as the smallest machine has cores.
await Promise.all([0, 1].map(async (first) => { for (let at = first; at < jobs.length; at += 2) await jobs[at](); }));
await browser.close();

pages.forEach(fromDisk);
let crawled = 0;
for (const site of new Set(pages.filter((path) => path.endsWith("/404.html")).map(dirname))) crawled += await fromServer(site);

for (const fault of faults) console.log(`FAIL ${fault}`);
console.log(`web: ${looked.length} of ${pages.length} pages in ${widths.length * colors.length} looks, ${rules} rules of axe passed, ${links} links by keyboard, ` +
  `${crawled} addresses crawled, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
