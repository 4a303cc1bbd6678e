// The index of a preview with several briefings: their names, and how those stand that were built.

const list = document.querySelector("ul");

async function show() {
  const briefings = await (await fetch("/list.json")).json();
  list.replaceChildren(...briefings.map((briefing) => {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.href = `/${encodeURIComponent(briefing.name)}/`;
    link.textContent = briefing.name;
    const state = document.createElement("span");
    state.textContent = !briefing.number ? "" : briefing.isGood ? "built" : "at fault";
    state.className = briefing.number && !briefing.isGood ? "state at-fault" : "state";
    row.append(link, state);
    return row;
  }));
}

show();
new EventSource("/events").addEventListener("message", show);
