// Answers with the kept page of the door when there is no network. What it keeps is put there by checkin.js.
"use strict";

const cacheName = "vemfn-door";
const patience = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (address.pathname.startsWith("/public/")) {
    event.respondWith(kept(address.pathname).then((response) => response ?? fetch(event.request)));
  } else if (event.request.mode === "navigate" && `${address.pathname}/`.startsWith(`${new URL(self.registration.scope).pathname}/`)) {
    event.respondWith(page(event.request));
  }
});

const kept = (path) => caches.match(path, { cacheName });

// The network first: the kept page is for when there is none, or none that answers.
async function page(request) {
  const shell = new URL(self.registration.scope).pathname;
  try {
    const response = await Promise.race([fetch(request), after(patience)]);
    // Led to the sign-in page: the session has ended, and nothing of it stays.
    if (response.type === "opaqueredirect") await caches.delete(cacheName);
    return response;
  } catch (error) {
    const response = await kept(shell);
    if (response) return response;
    return fetch(request);
  }
}

const after = (milliseconds) => new Promise((_, reject) => {
  setTimeout(() => reject(new Error("no answer in time")), milliseconds);
});
