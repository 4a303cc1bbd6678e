// The desk: the page and the pages of a briefing beside each other, kept as they are in the files.
// What changes is put in place under the reader, who stays where he is.

const $ = (selector) => document.querySelector(selector);
const sheets = $(".sheets"), panel = $("#findings"), count = $(".count");
const state = $(".state"), place = $(".place");
let frame = $("iframe");
let shown = { number: 0, hasPage: false };
let isOpen = false, leaving;

async function refresh() {
  const response = await fetch("state.json");
  if (!response.ok) return tell(`the server says ${response.status}`, true);
  const found = await response.json();
  document.title = `${found.name} – preview`;
  $("h1").textContent = found.name;
  if (found.isGood && found.number !== shown.number) {
    showPage();
    showSheets(found);
  }
  showFindings(found);
  const took = `built in ${found.seconds.toFixed(1)} s`;
  tell(found.isGood ? took : found.hasPage ? "at fault: the last good build is shown" : "at fault", !found.isGood);
  document.body.dataset.number = found.number;
  shown = found;
}

function tell(text, isFault = false) {
  state.textContent = text;
  state.classList.toggle("at-fault", isFault);
}

// The page

// A new frame is loaded out of sight, so that the old one stays until it is there.
function showPage() {
  const fresh = frame.cloneNode();
  fresh.src = `page.html?${Date.now()}`;
  fresh.className = "coming";
  fresh.addEventListener("load", () => put(fresh), { once: true });
  for (const late of document.querySelectorAll(".coming")) late.remove();
  frame.after(fresh);
}

function put(fresh) {
  const kept = isPageShown() ? position(frame.contentWindow) : null;
  fresh.className = "";
  frame.remove();
  frame = fresh;
  if (kept) restore(frame.contentWindow, kept);
  frame.contentDocument.addEventListener("click", locateWord);
  document.body.dataset.page = Number(document.body.dataset.page ?? 0) + 1;
}

const isPageShown = () => Boolean(frame.contentDocument?.body?.childElementCount);

// The place of a reader: the first thing with a name below the top of the window, and its distance.
function position(view) {
  const named = [...view.document.querySelectorAll("[id]")]
    .find((element) => element.getBoundingClientRect().bottom > 0);
  return { id: named?.id, top: named?.getBoundingClientRect().top ?? 0, y: view.scrollY };
}

function restore(view, kept) {
  const named = kept.id && view.document.getElementById(kept.id);
  view.document.documentElement.style.scrollBehavior = "auto";
  view.scrollTo(0, named ? view.scrollY + named.getBoundingClientRect().top - kept.top : kept.y);
  view.document.documentElement.style.scrollBehavior = "";
}

// The pages

function showSheets(found) {
  const scale = Math.min(2, devicePixelRatio) * 1.5;
  found.pages.forEach(([width, height], index) => {
    const address = `pages/${index + 1}.png?scale=${scale}&edition=${found.number}`;
    const old = sheets.children[index];
    if (old) return replaceSheet(old, address, width, height);
    const image = new Image();
    sized(image, width, height);
    image.loading = "lazy";
    image.alt = `Page ${index + 1}`;
    image.src = address;
    image.addEventListener("click", locatePoint);
    sheets.append(image);
  });
  while (sheets.children.length > found.pages.length) sheets.lastChild.remove();
}

function sized(image, width, height) {
  image.width = width;
  image.height = height;
  image.dataset.width = width;
}

// A page in sight stays until the new one is there, so that nothing flickers.
function replaceSheet(image, address, width, height) {
  const put = () => { sized(image, width, height); image.src = address; };
  const box = image.getBoundingClientRect();
  if (box.bottom < 0 || box.top > innerHeight) return put();
  const next = new Image();
  next.addEventListener("load", put);
  next.src = address;
}

// From a word to its line in the source

function locatePoint(event) {
  const image = event.currentTarget;
  const scale = image.dataset.width / image.clientWidth;
  const page = [...sheets.children].indexOf(image) + 1;
  locate({ page, x: event.offsetX * scale, y: event.offsetY * scale });
}

function locateWord(event) {
  if (!event.altKey) return;
  event.preventDefault();
  const page = event.view.document;
  const range = page.caretRangeFromPoint(event.clientX, event.clientY);
  if (range?.startContainer.nodeType !== Node.TEXT_NODE) return;
  const block = range.startContainer.parentElement.closest("p, li, td, th, h1, h2, h3, h4, figcaption, dd, dt, div, section");
  const before = page.createRange();
  before.selectNodeContents(block);
  before.setEnd(range.startContainer, range.startOffset);
  const at = before.toString().length, first = Math.max(0, at - 160);
  locate({ text: block.textContent.slice(first, at + 160), at: at - first });
}

async function locate(asked) {
  const found = await (await fetch(`place?${new URLSearchParams(asked)}`)).json();
  place.hidden = false;
  clearTimeout(leaving);
  leaving = setTimeout(() => { place.hidden = true; }, 8000);
  place.replaceChildren(found ? link(found.shown, found.url) : "no line of the source is sure to be it");
}

function link(text, url) {
  const made = document.createElement("a");
  made.href = url;
  made.textContent = text;
  return made;
}

// Findings

function showFindings(found) {
  panel.replaceChildren(...found.findings.map(finding));
  const errors = found.findings.filter((item) => item.severity === "error").length;
  count.hidden = !found.findings.length;
  count.textContent = `${found.findings.length} finding${found.findings.length > 1 ? "s" : ""}`;
  if (errors && !found.isGood) open(true);
  else if (!found.findings.length || !shown.isGood) open(false);
}

function finding(item) {
  const made = document.createElement("article");
  made.className = item.severity;
  const message = paragraph("message", item.message);
  const severity = document.createElement("span");
  severity.className = "severity";
  severity.textContent = `${item.severity}[${item.code}] `;
  message.prepend(severity);
  made.append(message);
  if (item.place) {
    const where = paragraph("where", "");
    where.append(link(item.place.shown, item.place.url));
    made.append(where);
  }
  made.append(...item.hints.map((hint) => paragraph("hint", `= ${hint}`)));
  return made;
}

function paragraph(name, text) {
  const made = document.createElement("p");
  made.className = name;
  made.textContent = text;
  return made;
}

function open(wanted) {
  isOpen = wanted && !count.hidden;
  panel.hidden = !isOpen;
  count.setAttribute("aria-expanded", isOpen);
}

count.addEventListener("click", () => open(!isOpen));

// Views

function view(name) {
  document.body.dataset.view = name;
  for (const button of document.querySelectorAll("nav button"))
    button.setAttribute("aria-pressed", button.dataset.view === name);
}

for (const button of document.querySelectorAll("nav button"))
  button.addEventListener("click", () => view(button.dataset.view));
view("both");

// What the server says

const name = decodeURIComponent(location.pathname.split("/")[1]);
const events = new EventSource("/events");
events.addEventListener("message", ({ data }) => {
  const said = JSON.parse(data);
  if (said.name !== name) return;
  if (said.what === "building") tell("building …");
  else refresh();
});
events.addEventListener("open", refresh);
events.addEventListener("error", () => tell("the server does not answer", true));
fetch("/list.json").then((response) => response.json()).then((all) => { $(".home").hidden = all.length < 2; });
