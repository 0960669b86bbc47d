// Makes pages that work without scripts a little quicker to use. Nothing here is needed.
"use strict";

const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();

// Whoever has to sign in has no session, and a door's list is kept for none (see checkin.js).
if (document.querySelector("[data-forgets-doors]") && "caches" in window) {
  caches.delete("vemfn-door");
  const opening = indexedDB.open("vemfn-door");
  opening.onupgradeneeded = () => opening.transaction.abort(); // there is none, and none is made
  opening.onerror = (event) => event.preventDefault();
  opening.onsuccess = () => {
    const transaction = opening.result.transaction("list", "readwrite");
    transaction.objectStore("list").clear();
    transaction.oncomplete = () => opening.result.close();
  };
}

// A second click on the way out sends nothing twice. The server would know it anyway; this spares the wait.
for (const form of document.querySelectorAll("form[data-once]")) {
  const leave = (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  };
  form.addEventListener("submit", leave);
  window.addEventListener("pageshow", () => delete form.dataset.sent);
  // Whoever stopped the page from loading may send again.
  form.addEventListener("submit", () => setTimeout(() => delete form.dataset.sent, 8000));
}

// What takes a while says that it has begun.
for (const status of document.querySelectorAll("[data-while-sending]")) {
  status.closest("form").addEventListener("submit", () => (status.textContent = status.dataset.whileSending));
  window.addEventListener("pageshow", () => (status.textContent = ""));
}

// A question that concerns one choice only is shown with that choice.
for (const control of document.querySelectorAll("[data-only-for]")) {
  const [name, value] = control.dataset.onlyFor.split("=");
  const chooser = document.getElementById(name);
  const show = () => {
    control.closest(".question").hidden = chooser.value !== "" && chooser.value !== value;
  };
  chooser.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
}

// A follow-up question is shown with the answer that brings it about. Where no script runs the server asks it next.
for (const template of document.querySelectorAll("template")) template.replaceWith(template.content);
const followUps = document.querySelectorAll("[data-asked-if]");
const showFollowUps = () => {
  for (const followUp of followUps) {
    const [name, value] = followUp.dataset.askedIf.split("=");
    const answers = [...document.getElementsByName(name)];
    followUp.hidden = !answers.some((answer) => answer.value === value && answer.checked && !answer.disabled);
    // What is not asked is not sent, but stays there for whoever changes back.
    for (const control of followUp.querySelectorAll("input, textarea")) control.disabled = followUp.hidden;
  }
};
if (followUps.length > 0) {
  document.addEventListener("change", showFollowUps);
  window.addEventListener("pageshow", showFollowUps);
  showFollowUps();
}

// A picture of many links is one stop of the Tab key; arrows go to the nearest in their direction, and what the link says
// stands below the picture.
for (const picture of document.querySelectorAll("svg[data-roving]")) {
  const links = [...picture.querySelectorAll(picture.dataset.roving)];
  // Chromium makes a stop of an svg that listens for focus, so what is around it listens.
  const figure = picture.parentElement;
  const told = figure.querySelector("[data-tells]");
  const middle = (link) => {
    const box = link.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const tell = (link) => { told.textContent = link?.querySelector("title").textContent ?? told.dataset.tells; };
  const rove = (to) => {
    for (const link of links) link.tabIndex = link === to ? 0 : -1;
  };
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  picture.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    const from = event.target.closest(picture.dataset.roving);
    if (!step || !from) return;
    event.preventDefault();
    const [x, y] = middle(from);
    let best;
    for (const link of links) {
      const [dx, dy] = [middle(link)[0] - x, middle(link)[1] - y];
      const ahead = dx * step[0] + dy * step[1];
      if (ahead < 2) continue;
      // What lies aside counts threefold, so that a row is followed to its end.
      const distance = ahead + 3 * Math.abs(dx * step[1] + dy * step[0]);
      if (!best || distance < best.distance) best = { link, distance };
    }
    best?.link.focus();
  });
  figure.addEventListener("focusin", (event) => {
    if (!links.includes(event.target)) return;
    rove(event.target);
    tell(event.target);
  });
  picture.addEventListener("pointerover", (event) => tell(event.target.closest(picture.dataset.roving)));
  picture.addEventListener("pointerleave", () => tell(links.find((link) => link === document.activeElement)));
  rove(links[0]);
  tell();
  told.hidden = false;
}

// Rows that do not hold the text are hidden while it is typed.
for (const input of document.querySelectorAll("input[data-filters]")) {
  const table = document.getElementById(input.dataset.filters);
  if (!table) continue;
  const count = document.querySelector(`[data-count-of="${table.id}"]`);
  count.setAttribute("aria-live", "polite");
  const nothing = document.querySelector(`[data-nothing-in="${table.id}"]`);
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLocaleLowerCase("sv");
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const name = row.cells[0].textContent.toLocaleLowerCase("sv");
      row.hidden = !name.includes(wanted) && row.id !== `k${wanted}`;
      if (!row.hidden) shown += 1;
    }
    count.textContent = shown;
    nothing.hidden = shown > 0;
  });
}

// The list is found anew while the search is typed: by the address that the form would lead to, whose parts replace
// those that are here. The count is a live region and stays, so that it is read out.
for (const form of document.querySelectorAll("form[data-replaces]")) {
  let timer = 0;
  let asked = new AbortController();
  const find = async () => {
    asked.abort();
    asked = new AbortController();
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const address = `${form.action}?${query}`;
    try {
      const response = await fetch(address, { signal: asked.signal });
      if (response.redirected || !response.ok) return location.assign(address);
      const found = new DOMParser().parseFromString(await response.text(), "text/html");
      for (const id of form.dataset.replaces.split(" ")) {
        document.getElementById(id).replaceChildren(...found.getElementById(id).childNodes);
      }
      // What leads elsewhere with the query leads there with the new one.
      document.querySelector("a.language").href = found.querySelector("a.language").href;
      for (const other of document.querySelectorAll("form[data-follows]")) {
        other.action = found.getElementById(other.id).action;
      }
      history.replaceState(null, "", address);
    } catch (error) {
      // Typed on meanwhile; or no network, where the button says so.
      if (error.name !== "AbortError") console.warn(error);
    }
  };
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(find, event.target.type === "search" ? 200 : 0);
  });
}

// What a text will look like is shown while it is typed, by the answer that the preview's button would get.
for (const form of document.querySelectorAll("form[data-previews]")) {
  let timer = 0;
  let asked = new AbortController();
  const preview = async () => {
    asked.abort();
    asked = new AbortController();
    const fields = new URLSearchParams(new FormData(form));
    fields.set("action", "preview");
    try {
      // Not form.action, which is the button of that name.
      const address = form.getAttribute("action");
      const response = await fetch(address, { method: "POST", body: fields, signal: asked.signal });
      if (response.redirected || !response.ok) return; // signed out meanwhile: saving says so
      const found = new DOMParser().parseFromString(await response.text(), "text/html");
      for (const id of form.dataset.previews.split(" ")) {
        document.getElementById(id).replaceChildren(...found.getElementById(id).childNodes);
      }
    } catch (error) {
      if (error.name !== "AbortError") console.warn(error);
    }
  };
  form.addEventListener("input", (event) => {
    if (event.target.localName !== "textarea") return;
    clearTimeout(timer);
    timer = setTimeout(preview, 300);
  });
}

// What goes on by itself is followed: its part of the page is fetched anew until there is nothing more to follow. When
// something else than figures has changed, the whole page has.
const follow = (part) => {
  setTimeout(async () => {
    let found = null;
    try {
      const response = await fetch(location.href);
      if (response.redirected || !response.ok) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      found = page.getElementById(part.id);
    } catch (error) {
      console.warn(error); // no network: the next time may have one
      return follow(part);
    }
    if (!found || found.dataset.state !== part.dataset.state) return location.reload();
    // Whoever is on one of the links stays there.
    if (!part.contains(document.activeElement)) part.replaceChildren(...found.childNodes);
    if (found.dataset.refreshes) return follow(part);
    delete part.dataset.refreshes;
  }, Number(part.dataset.refreshes) * 1000);
};
for (const part of document.querySelectorAll("[data-refreshes]")) follow(part);

// A text field with a list becomes a combobox (WAI-ARIA APG, "Editable Combobox With List Autocomplete"):
// the browsers' own lists neither grow with the page nor read well.
class Combobox {
  constructor(input) {
    this.input = input;
    this.options = [...input.list.options].map((option) => ({ value: option.value, note: option.dataset.county }));
    this.active = -1;
    const box = document.createElement("div");
    box.className = "combobox";
    input.replaceWith(box);
    this.list = document.createElement("ul");
    this.list.id = `${input.id}-list`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", document.querySelector(`label[for="${input.id}"]`).textContent);
    this.list.hidden = true;
    this.status = document.createElement("div");
    this.status.className = "for-ears";
    this.status.setAttribute("aria-live", "polite");
    box.append(input, this.list, this.status);

    input.removeAttribute("list");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.open());
    input.addEventListener("click", () => this.open());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // The list must not take the focus before the click has chosen from it.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[data-value]");
      if (item) this.choose(item.dataset.value);
    });
  }

  // Names that begin with the text come first; a is never å.
  matches() {
    const wanted = this.input.value.trim().toLocaleLowerCase("sv");
    const name = (option) => option.value.toLocaleLowerCase("sv");
    const begin = this.options.filter((option) => name(option).startsWith(wanted));
    const hold = this.options.filter((option) => !name(option).startsWith(wanted) && name(option).includes(wanted));
    return [...begin, ...hold];
  }

  open() {
    const matches = this.matches();
    this.active = -1;
    this.list.replaceChildren(...matches.map((option, index) => this.item(option, index)));
    if (matches.length === 0) {
      const nothing = document.createElement("li");
      nothing.className = "nothing";
      nothing.setAttribute("role", "option");
      nothing.setAttribute("aria-disabled", "true");
      nothing.setAttribute("aria-selected", "false");
      nothing.textContent = this.input.dataset.none;
      this.list.append(nothing);
    }
    this.status.textContent = matches.length === 0
      ? this.input.dataset.none
      : `${matches.length} ${this.input.dataset.count}`;
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
  }

  item(option, index) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.value = option.value;
    item.append(option.value);
    const note = document.createElement("span");
    note.textContent = option.note;
    item.append(" ", note);
    return item;
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  choose(value) {
    this.input.value = value;
    this.close();
  }

  move(step) {
    if (this.list.hidden) this.open();
    const items = this.list.querySelectorAll("[data-value]");
    if (items.length === 0) return;
    items[this.active]?.setAttribute("aria-selected", "false");
    this.active = this.active < 0 && step < 0 ? items.length - 1 : (this.active + step + items.length) % items.length;
    const item = items[this.active];
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", item.id);
  }

  key(event) {
    switch (event.key) {
      case "ArrowDown": this.move(1); break;
      case "ArrowUp": this.move(-1); break;
      case "Enter":
        if (this.list.hidden || this.active < 0) return;
        this.choose(this.list.querySelectorAll("[data-value]")[this.active].dataset.value);
        break;
      case "Escape":
        if (this.list.hidden) return;
        this.close();
        break;
      default: return;
    }
    event.preventDefault();
  }
}

for (const input of document.querySelectorAll("input[list]")) new Combobox(input);

// One more person is added to a list at once; without scripts the server adds some.
for (const button of document.querySelectorAll("[data-adds-person]")) {
  button.addEventListener("click", (event) => {
    const people = document.querySelectorAll(".person");
    const last = people[people.length - 1];
    if (!last) return;
    event.preventDefault();
    const number = Number(last.id.split("-")[1]) + 1;
    const person = last.cloneNode(true);
    person.id = `person-${number}`;
    const renumber = (text) => text.replace(/^person-\d+-/, `person-${number}-`);
    for (const element of person.querySelectorAll("[id], [for]")) {
      if (element.id) element.id = renumber(element.id);
      if (element.htmlFor) element.htmlFor = renumber(element.htmlFor);
    }
    for (const control of person.querySelectorAll("input, select")) {
      control.name = renumber(control.name);
      control.value = "";
      control.removeAttribute("aria-invalid");
      control.removeAttribute("aria-describedby");
    }
    for (const mark of person.querySelectorAll(".problem, .state")) mark.remove();
    for (const question of person.querySelectorAll(".wrong")) question.classList.remove("wrong");
    for (const shown of person.querySelectorAll(".number-of-person")) shown.textContent = number;
    for (const remove of person.querySelectorAll("button")) {
      remove.type = "button";
      remove.addEventListener("click", () => {
        person.previousElementSibling.querySelector("input")?.focus();
        person.remove();
      });
    }
    last.after(person);
    person.querySelector("input").focus();
  });
}

// A file that is too large is told of before it is sent, and taken out again.
for (const input of document.querySelectorAll("input[data-most-bytes]")) {
  input.addEventListener("change", () => {
    const isTooLarge = [...input.files].some((file) => file.size > Number(input.dataset.mostBytes));
    let problem = document.getElementById(`${input.id}-error`);
    input.setAttribute("aria-invalid", isTooLarge);
    if (!isTooLarge) return problem?.remove();
    if (!problem) {
      problem = document.createElement("p");
      problem.id = `${input.id}-error`;
      problem.className = "problem";
      problem.setAttribute("role", "alert");
      input.before(problem);
      input.setAttribute("aria-describedby", `${input.id}-hint ${problem.id}`);
    }
    problem.textContent = input.dataset.tooLarge;
    input.value = "";
  });
}
