// The door: reads tickets with the camera, searches the list that the device keeps, and works without network. What is
// done is kept until the server has it. Without this script the page does the same by plain forms, camera aside.
"use strict";

(() => {
  const app = document.getElementById("door-app");
  if (!app || !window.isSecureContext || !window.indexedDB) return;
  const isSwedish = document.documentElement.lang === "sv";
  const say = (sv, en) => (isSwedish ? sv : en);
  const data = app.dataset;
  const element = (id) => document.getElementById(id);
  const search = element("door-search");
  const found = element("door-found");
  // Both are forgotten by page.js too, where somebody is asked to sign in; what is not sent stays.
  const databaseName = "vemfn-door";
  const cacheName = "vemfn-door";
  const mostCards = 20;
  const patience = 15_000; // for an answer of the server

  // What is known

  let list = null; // as the server tells it, with `byCode`
  let queue = []; // what the server has not got yet
  let contact = 0; // when it was last heard of
  let refused = false; // the session has ended

  const byTime = (one, other) => one.at - other.at || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

  // What all scans together have it: a function of the set, as `CheckIn` in Sources/Conference/CheckIn works it out.
  function standing(scans) {
    const seen = new Set(scans.flatMap((scan) => scan.undoes ?? []));
    const stand = [...scans].sort(byTime)
      .filter((scan) => scan.kind !== "undone" && !seen.has(scan.id) && seen.add(scan.id));
    const first = stand.find((scan) => scan.kind === "arrived") ?? stand[0] ?? null;
    const others = (kind) => stand.filter((scan) => scan.kind === kind && scan !== first);
    return {
      first, doubles: others("arrived"), returns: others("returned"), ids: stand.map((scan) => scan.id),
      latest: Math.max(0, ...scans.map((scan) => scan.at)),
    };
  }

  const queued = (code) => queue.filter((item) => item.code === code);
  const standingOf = (code) => standing([...(list?.byCode.get(code)?.scans ?? []), ...queued(code)]);

  function merge(code, scans) {
    const guest = list?.byCode.get(code);
    if (!guest) return;
    const known = new Set(guest.scans.map((scan) => scan.id));
    guest.scans.push(...scans.filter((scan) => !known.has(scan.id)));
  }

  // What is kept on the device: list and queue in a database, the page in a cache

  function database(name, mode, work) {
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open(databaseName, 1);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore("queue", { keyPath: "id" });
        opening.result.createObjectStore("list");
      };
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const transaction = opening.result.transaction(name, mode);
        const request = work(transaction.objectStore(name));
        transaction.oncomplete = () => { opening.result.close(); resolve(request?.result); };
        transaction.onabort = () => { opening.result.close(); reject(transaction.error); };
      };
    });
  }

  function take(fresh) {
    fresh.byCode = new Map(fresh.guests.map((guest) => [guest.code, guest]));
    for (const guest of fresh.guests) {
      guest.words = [guest.name, guest.code, ...guest.shown].join("\n").toLocaleLowerCase("sv");
    }
    list = fresh;
    imported = null;
  }

  // Together with what has come since, so that it is there after a restart without network.
  let saving = 0;
  function keep() {
    clearTimeout(saving);
    saving = setTimeout(async () => {
      if (!list || Date.now() > list.keepUntil) return;
      const { byCode, ...plain } = list;
      await database("list", "readwrite", (store) => store.put(plain, document.documentElement.lang));
    }, 200);
  }

  async function forget() {
    list = null;
    clearTimeout(saving);
    await database("list", "readwrite", (store) => store.clear());
    await caches.delete(cacheName);
  }

  async function load() {
    queue = await database("queue", "readonly", (store) => store.getAll());
    const kept = await database("list", "readonly", (store) => store.get(document.documentElement.lang));
    if (kept) take(kept);
    if (list && Date.now() > list.keepUntil) {
      await forget();
      await database("queue", "readwrite", (store) => store.clear());
      queue = [];
    }
  }

  // The network

  const expired = (response) => response.type === "opaqueredirect" || response.status === 401;

  async function refuse() {
    refused = true;
    events?.close();
    await forget();
    showAll();
  }

  // Whether the list could be had.
  async function refresh() {
    lastRefresh = Date.now();
    try {
      const response = await fetch(data.list, {
        redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(patience),
      });
      if (expired(response)) { await refuse(); return false; }
      if (!response.ok) return false;
      take(await response.json());
    } catch { return false; }
    contact = Date.now();
    refused = false;
    keep();
    showAll();
    return true;
  }

  let isSending = false;
  let pause = 0;
  let retry = 0;
  async function send(isSecondTry = false) {
    if (isSending || refused || queue.length === 0 || !list) return showNet();
    isSending = true;
    const scans = queue.filter((item) => item.code).slice(0, 200);
    const walkIns = queue.filter((item) => !item.code).slice(0, 20);
    let answer = null;
    let mustRefresh = false;
    try {
      const batch = JSON.stringify({ scans, walkIns });
      const response = await fetch(data.scans, {
        method: "POST", redirect: "manual", signal: AbortSignal.timeout(patience), body: new URLSearchParams({ token: list.token, batch }),
      });
      if (expired(response)) await refuse();
      else if (response.ok) answer = await response.json();
      else mustRefresh = response.status === 403 && !isSecondTry; // somebody has signed in anew since the list came
    } catch { /* no network: tried again below */ }
    isSending = false;
    if (answer) {
      pause = 0;
      contact = Date.now();
      const sent = new Set([...scans, ...walkIns].map((item) => item.id));
      await database("queue", "readwrite", (store) => { for (const id of sent) store.delete(id); });
      queue = queue.filter((item) => !sent.has(item.id));
      for (const [code, all] of Object.entries(answer.scans)) merge(code, all);
      keep();
      count(answer);
      tellOutcome(answer, [...scans, ...walkIns]);
      showAll();
      if (queue.length > 0) return send();
    } else if (mustRefresh && (await refresh())) {
      return send(true);
    } else if (!refused) {
      pause = Math.min(60, Math.max(3, pause * 2));
      clearTimeout(retry);
      retry = setTimeout(send, pause * 1000);
    }
    showNet();
  }

  function tellOutcome(answer, items) {
    for (const id of answer.unknown) {
      const item = items.find((item) => item.id === id);
      tell("bad", say(`Ingen anmälan har koden ${item.code}.`, `No registration has the code ${item.code}.`));
    }
    for (const result of answer.walkIns) {
      const item = items.find((item) => item.id === result.id);
      const name = `${item.answers.givenName} ${item.answers.familyName}`;
      if (result.code) tell("good", say(`${name} har fått en plats.`, `${name} has got a seat.`), [result.code]);
      else tell("bad", say(`${name} fick ingen plats.`, `${name} got no seat.`), [result.words]);
    }
    if (answer.refused.length > 0) {
      tell("bad", say("Något från enheten gick inte att läsa.", "Something from the device could not be read."));
    }
  }

  let events = null;
  let lastRefresh = 0;
  let refreshing = 0;
  function listen() {
    if (!list || refused) return;
    events?.close();
    events = new EventSource(`${data.stream}?efter=${list.mark}`);
    const heard = () => { contact = Date.now(); showNet(); };
    events.addEventListener("alive", heard);
    events.addEventListener("open", () => { heard(); send(); });
    events.addEventListener("news", (event) => {
      if (!list) return;
      const news = JSON.parse(event.data);
      for (const { code, scan } of news.scans) merge(code, [scan]);
      const known = list.mark.split(".")[1];
      list.mark = `${event.lastEventId.split(".")[0]}.${known}`;
      count(news);
      heard();
      keep();
      showAll();
      if (String(news.list) !== known) {
        clearTimeout(refreshing);
        refreshing = setTimeout(refresh, Math.max(500, lastRefresh + 20_000 - Date.now()));
      }
    });
    events.addEventListener("error", () => {
      showNet();
      if (events.readyState === EventSource.CLOSED && !refused) {
        setTimeout(async () => { if (await refresh()) listen(); else if (!refused) listen(); }, 10_000);
      }
    });
  }

  function count(figures) {
    document.querySelector("[data-arrived]").textContent = figures.arrived;
    document.querySelector("[data-seats]").textContent = figures.seats;
  }

  // What is done at the door

  const door = () => element("dorr").value.trim().slice(0, 40) || "Entrén";

  function drawID() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  }

  async function put(item) {
    await database("queue", "readwrite", (store) => store.put(item));
    queue.push(item);
    showAll();
    send();
  }

  // Behind all that is known, whatever the clock says.
  async function press(code, kind) {
    const known = standingOf(code);
    const scan = { id: drawID(), code, kind, door: door(), at: Math.max(Date.now(), known.latest + 1) };
    if (kind === "undone") scan.undoes = known.ids.slice(0, 50);
    await put(scan);
    return scan;
  }

  async function act(code, kind) {
    const scan = await press(code, kind);
    tellScan(code, scan);
    showFound();
    const said = element("door-said");
    // On a telephone the field would bring up the keyboard over the result.
    if (window.matchMedia("(pointer: fine)").matches) {
      element("q").focus({ preventScroll: true });
      element("q").select();
    } else {
      said.focus({ preventScroll: true });
    }
    said.scrollIntoView({ block: "nearest" });
  }

  // Tickets

  let imported = null;
  async function isOurs(code, signature) {
    try {
      const decode = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      imported ??= crypto.subtle.importKey(
        "spki", decode(list.key), { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
      const bytes = decode(signature.replaceAll("-", "+").replaceAll("_", "/"));
      const signed = new TextEncoder().encode(`VEMFN1:${code}`);
      return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, await imported, bytes, signed);
    } catch { return false; } // what is no base64 is no signature
  }

  async function judge(text) {
    if (!list) return tell("wait", say("Enheten har ingen lista än.", "The device has no list yet."));
    const [version, code, signature, ...rest] = text.trim().split(":");
    const isTicket = version === "VEMFN1" && signature && rest.length === 0 && (await isOurs(code, signature));
    if (!isTicket) {
      return tell("bad", say("Det är ingen biljett till den här konferensen.", "It is no ticket to this conference."));
    }
    const guest = list.byCode.get(code);
    const before = standingOf(code);
    if (!guest) {
      if (before.first) return tellScan(code, await press(code, "arrived"));
      return tell(
        "wait", say("Äkta biljett, finns inte i listan på den här enheten.", "A real ticket, not in the list on this device."),
        [code], [[code, "arrived", say("Släpp in och anteckna", "Let in and note")]]);
    }
    if (guest.barred && !before.first) return tell("bad", guest.name, [guest.barred, guest.code]);
    tellScan(code, await press(code, "arrived"));
    showFound();
  }

  function tellScan(code, scan) {
    const guest = list?.byCode.get(code);
    const name = guest?.name ?? code;
    const lines = guest ? [guest.code, ...guest.shown] : [];
    const state = standingOf(code);
    const buttons = state.first ? arrivedButtons(code) : [];
    if (state.first?.id === scan.id) {
      tell("good", `${say("Insläppt", "Let in")}: ${name}`, lines, buttons);
    } else if (scan.kind === "returned") {
      tell("good", `${say("Insläppt igen", "Let in again")}: ${name}`, lines, buttons);
    } else if (scan.kind === "undone") {
      tell("wait", `${say("Incheckningen är ångrad", "Check-in undone")}: ${name}`, lines);
    } else {
      tell("wait", `${say("Redan insläppt", "Let in already")}: ${name}`, [place(state.first), ...lines], buttons);
    }
  }

  // What is shown

  function build(name, properties = {}, ...children) {
    const built = document.createElement(name);
    Object.assign(built, properties);
    built.append(...children);
    return built;
  }

  const clock = new Intl.DateTimeFormat(isSwedish ? "sv-SE" : "en-GB", {
    timeZone: "Europe/Stockholm", hour: "numeric", minute: "2-digit",
  });
  const time = (at) => clock.format(at).replace(":", isSwedish ? "." : ":");
  const place = (scan) => `${time(scan.at)}, ${scan.door}`;

  const arrivedButtons = (code) => [
    [code, "returned", say("Släpp in igen", "Let in again")],
    [code, "undone", say("Ångra incheckningen", "Undo check-in")],
  ];

  function buttonRow(buttons, name = "") {
    return build("p", { className: "choices" }, ...buttons.map(([code, kind, label]) => {
      const button = build("button", { type: "button", className: kind === "arrived" ? "main" : "quiet" }, label);
      if (name) button.append(build("span", { className: "for-ears" }, ` ${name}`));
      button.addEventListener("click", () => act(code, kind));
      return button;
    }));
  }

  // The words say it; the colour only says it sooner.
  function tell(kind, title, lines = [], buttons = []) {
    const look = { good: "good", wait: "wait", bad: "problem-result" }[kind];
    element("door-said").replaceChildren(
      build("div", { className: `door-result ${look}` }, build("p", {}, build("strong", {}, title)),
        ...lines.map((line) => build("p", {}, line)), ...(buttons.length > 0 ? [buttonRow(buttons)] : [])));
  }

  function card(guest) {
    const state = standingOf(guest.code);
    const item = build("li", {
      className: `door-card ${state.first ? "in" : guest.barred ? "barred" : "out"}`,
    }, build("h3", {}, guest.name), build("p", { className: "booking-code" }, guest.code));
    if (guest.shown.length > 0) {
      item.append(build("ul", { className: "plain" }, ...guest.shown.map((line) => build("li", {}, line))));
    }
    if (state.first) {
      const mark = build("span", { className: "state confirmed" }, say("Här", "Here"));
      const again = [
        ...state.doubles.map((scan) => `${say("Skannad igen", "Scanned again")}: ${place(scan)}`),
        ...state.returns.map((scan) => `${say("Insläppt igen", "Let in again")}: ${place(scan)}`),
        ...(guest.barred ? [guest.barred] : []),
      ];
      item.append(build("ul", { className: "standing plain" }, build("li", {}, mark, ` ${place(state.first)}`),
        ...again.map((line) => build("li", {}, line))), buttonRow(arrivedButtons(guest.code), guest.name));
    } else if (guest.barred) {
      item.append(build("p", { className: "door-result problem-result" }, build("strong", {}, guest.barred)));
    } else {
      item.append(build("p", { className: "standing" }, say("Har plats, har inte kommit än.", "Has a seat, not here yet.")),
        buttonRow([[guest.code, "arrived", say("Checka in", "Check in")]], guest.name));
    }
    return item;
  }

  function hits(text) {
    const words = text.toLocaleLowerCase("sv").split(/\s+/).filter(Boolean);
    const letters = text.toUpperCase().replace(/[\s–-]/g, "").replace(/^VF(?=.{8})/, "")
      .replaceAll("O", "0").replace(/[IL]/g, "1");
    const code = letters.length === 8 ? `VF-${letters.slice(0, 4)}-${letters.slice(4)}` : null;
    return list.guests.filter((guest) => guest.code === code || words.every((word) => guest.words.includes(word)));
  }

  // Server's cards stay until something is looked for here.
  function showFound() {
    const text = element("q").value.trim();
    if (!list) return;
    if (!text || text.startsWith("VEMFN1:")) return found.replaceChildren();
    const all = hits(text);
    const cards = build("ul", { className: "plain door-cards" }, ...all.slice(0, mostCards).map(card));
    found.replaceChildren(all.length === 0
      ? build("p", {}, say(
        "Ingen hittades. Sök på en del av namnet, eller på koden.",
        "Nobody was found. Search for a part of the name, or the code."))
      : build("h2", { className: "for-ears" }, say("Hittade", "Found")));
    if (all.length > 0) found.append(cards);
    if (all.length > mostCards) {
      found.append(build("p", {}, say("Fler hittades. Skriv mer av namnet.", "More were found. Type more of the name.")));
    }
  }

  const isLive = () => events?.readyState === EventSource.OPEN && navigator.onLine;

  // Shown anew only where nobody is about to press something.
  function showAll() {
    if (list && !isLive()) {
      // As far as is known here.
      const arrived = list.guests.filter((guest) => standingOf(guest.code).first).length;
      document.querySelector("[data-arrived]").textContent = arrived;
    }
    if (!found.contains(document.activeElement)) showFound();
    showNet();
  }

  function showNet() {
    const parts = [];
    if (refused) {
      parts.push(say("Du är inte inloggad längre. Listan är borttagen från enheten.",
        "You are not signed in any more. The list has been removed from the device."));
    } else if (!list) {
      parts.push(say("Enheten har ingen lista. Den hämtas när nätet kommer.",
        "The device has no list. It comes with the network."));
    } else {
      const names = say(`${list.guests.length} namn på enheten.`, `${list.guests.length} names on the device.`);
      parts.push(isLive() ? say("Ansluten.", "Connected.") : say("Utan nät. Allt sparas här.", "No network. All is kept here."), names);
      if (!isLive() && contact) parts.push(say(`Senaste kontakt ${time(contact)}.`, `Last contact ${time(contact)}.`));
    }
    if (queue.length > 0) {
      parts.push(say(`${queue.length} väntar på att skickas.`, `${queue.length} waiting to be sent.`));
    }
    const line = element("door-net");
    const text = parts.join(" ");
    if (line.dataset.said !== text) {
      line.dataset.said = text;
      line.dataset.queue = queue.length;
      line.dataset.state = refused ? "refused" : isLive() ? "live" : "alone";
      line.replaceChildren(text, ...(refused ? [" ", build("a", { href: data.signIn }, say("Logga in", "Sign in"))] : []));
    }
  }

  // The camera

  let stream = null;
  let loop = 0;
  let lastRead = { text: "", at: 0 };
  let reader = null;

  async function makeReader() {
    if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      return async (video) => (await detector.detect(video)).map((code) => code.rawValue);
    }
    if (!data.decoder) return null;
    const { instance } = await WebAssembly.instantiateStreaming(fetch(data.decoder), {});
    const wasm = instance.exports;
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d", { willReadFrequently: true });
    return async (video) => {
      const scale = Math.min(1, 720 / Math.max(video.videoWidth, video.videoHeight));
      const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
      if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
      context.drawImage(video, 0, 0, width, height);
      const pixels = context.getImageData(0, 0, width, height).data;
      const start = wasm.begin(width, height);
      if (start === 0) return [];
      const grey = new Uint8Array(wasm.memory.buffer, start, width * height);
      for (let index = 0; index < grey.length; index += 1) {
        const at = index * 4;
        grey[index] = (pixels[at] * 77 + pixels[at + 1] * 150 + pixels[at + 2] * 29) >> 8;
      }
      const length = wasm.read();
      if (length <= 0) return [];
      return [new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, wasm.text(), length))];
    };
  }

  async function look() {
    const video = element("door-video");
    if (!stream) return;
    try {
      if (video.readyState >= 2) {
        for (const text of await reader(video)) {
          // The same ticket stays in the picture for a while.
          const isNew = text !== lastRead.text || Date.now() - lastRead.at > 5000;
          lastRead = { text, at: Date.now() };
          if (isNew) await judge(text);
        }
      }
    } catch { /* a frame that cannot be read: the next one may */ }
    loop = setTimeout(look, 120);
  }

  function stopCamera() {
    clearTimeout(loop);
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    element("door-video").hidden = true;
    element("door-choice").hidden = true;
    element("door-start").textContent = say("Skanna med kameran", "Scan with the camera");
  }

  async function startCamera(deviceId) {
    try {
      reader ??= await makeReader();
      if (!reader) {
        return tell("wait", say("Webbläsaren kan inte läsa QR-koder.", "The browser cannot read QR codes."),
          [say("Sök på namn eller kod i stället.", "Search for the name or the code instead.")]);
      }
      stopCamera();
      stream = await navigator.mediaDevices.getUserMedia({
        video: deviceId ? { deviceId: { exact: deviceId } } : { facingMode: "environment" },
      });
    } catch {
      return tell("wait", say("Kameran gick inte att starta.", "The camera could not be started."),
        [say("Tillåt kameran i webbläsaren, eller sök på namn eller kod.", "Allow the camera in the browser, or search for the name or the code.")]);
    }
    const video = element("door-video");
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    element("door-start").textContent = say("Stäng av kameran", "Turn off the camera");
    const cameras = (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === "videoinput");
    const current = stream.getVideoTracks()[0].getSettings().deviceId;
    element("door-cameras").replaceChildren(...cameras.map((camera, index) => build("option", {
      value: camera.deviceId, selected: camera.deviceId === current,
    }, camera.label || say(`Kamera ${index + 1}`, `Camera ${index + 1}`))));
    element("door-choice").hidden = cameras.length < 2;
    look();
  }

  // Somebody who has not registered, while there is no network: the request waits, and is decided when it comes

  function prepareWalkIn() {
    const link = document.querySelector("a[href*='/ny?'], a[href*='/new?']");
    link?.addEventListener("click", (event) => {
      link.search = new URLSearchParams({ dorr: door() });
      if (isLive()) return;
      event.preventDefault();
      const given = field(say("Förnamn", "Given name"), "given", true);
      const family = field(say("Efternamn", "Family name"), "family", true);
      const kommun = field(say("Kommun, om hen kommer från en", "Municipality, if from one"), "kommun");
      const organisation = field(say("Organisation", "Organisation"), "organisation");
      const form = build("form", { className: "door-result wait" },
        build("p", {}, build("strong", {}, say(
          "Utan nät kan ingen plats ges. Önskemålet sparas och avgörs när nätet kommer.",
          "Without network no seat can be given. The request is kept and decided when the network comes."))),
        given, family, kommun, organisation, build("button", {}, say("Spara önskemålet", "Keep the request")));
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        const value = (question) => question.querySelector("input").value.trim();
        const answers = {
          givenName: value(given), familyName: value(family), kommun: value(kommun),
          organisationType: value(kommun) ? "kommun" : "other",
          organisation: value(organisation) || say("Okänd", "Unknown"),
        };
        await put({ id: drawID(), door: door(), at: Date.now(), answers });
        tell("wait", say("Önskemålet är sparat.", "The request is kept."), [`${answers.givenName} ${answers.familyName}`]);
      });
      element("door-said").replaceChildren(form);
      given.querySelector("input").focus();
    });
  }

  function field(label, name, required = false) {
    const input = build("input", { id: `walk-in-${name}`, autocomplete: "off", required });
    return build("div", { className: "question" }, build("label", { htmlFor: input.id }, label), input);
  }

  // Beginning

  function hear() {
    search.addEventListener("submit", async (event) => {
      if (!list) return; // the server searches
      event.preventDefault();
      const input = element("q");
      if (input.value.trim().startsWith("VEMFN1:")) {
        const text = input.value;
        input.value = "";
        found.replaceChildren();
        return judge(text);
      }
      showFound();
      const first = found.querySelector("button");
      if (first) first.focus();
    });
    element("q").addEventListener("input", showFound);
    element("dorr").addEventListener("change", () => localStorage.setItem("vemfn-door", door()));
    const kept = localStorage.getItem("vemfn-door");
    if (kept && !new URLSearchParams(location.search).has("dorr")) element("dorr").value = kept;
    element("door-start").addEventListener("click", () => (stream ? stopCamera() : startCamera()));
    element("door-cameras").addEventListener("change", (event) => startCamera(event.target.value));
    window.addEventListener("online", () => { pause = 0; send(); listen(); });
    window.addEventListener("offline", showNet);
    for (const form of document.querySelectorAll(".site-header form")) {
      form.addEventListener("submit", async (event) => {
        if (form.dataset.forgot) return;
        event.preventDefault();
        await Promise.race([send(), new Promise((resolve) => setTimeout(resolve, 3000))]);
        events?.close();
        await forget();
        form.dataset.forgot = "yes";
        form.submit();
      });
    }
  }

  // The page and what it needs, for the worker to answer with when there is no network.
  async function keepPage() {
    if (!("serviceWorker" in navigator)) return;
    try {
      await navigator.serviceWorker.register(data.worker, { scope: data.page });
      const cache = await caches.open(cacheName);
      const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")]
        .map((part) => part.href || part.src);
      const needed = [...parts, ...(data.decoder ? [new URL(data.decoder, location).href] : [])];
      await cache.addAll([data.page, ...needed]);
      for (const { url } of await cache.keys()) {
        // Of an earlier version.
        if (new URL(url).pathname.startsWith("/public/") && !needed.includes(url)) await cache.delete(url);
      }
    } catch { /* without network, or in a window that keeps nothing: next time */ }
  }

  async function begin() {
    app.hidden = false;
    hear();
    prepareWalkIn();
    await load();
    showAll();
    const isFresh = await refresh();
    if (refused) return;
    listen();
    send();
    if (isFresh) keepPage();
  }

  begin();
})();
