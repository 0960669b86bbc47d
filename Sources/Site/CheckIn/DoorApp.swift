import Conference
import Secrets

/// What `public/checkin.js` fills: the camera, the state of the network, and what waits to be sent. Hidden without it.
struct DoorApp {
    let visit: Visit
    let signedIn: SignedIn
    let assets: Assets

    var html: HTML {
        """
        <section id="door-app" class="door-app" hidden="hidden" aria-label="\(visit("Skanning", "Scanning"))" \
        data-token="\(signedIn.token)" \
        data-list="\(visit.path(.checkInList))?sprak=\(visit.language.rawValue)" \
        data-scans="\(visit.path(.checkInScans))" data-stream="\(visit.path(.checkInStream))" \
        data-worker="\(visit.path(.checkInWorker))" data-page="\(visit.path(.checkIn))" \
        data-sign-in="\(visit.path(.signIn))"\
        \(assets.has("qr.wasm") ? " data-decoder=\"\(assets.path("qr.wasm"))\"" as HTML : nil)>
        <p id="door-net" class="door-net"></p>
        <div class="door-camera">
        <button type="button" id="door-start">\(visit("Skanna med kameran", "Scan with the camera"))</button>
        <div id="door-choice" hidden="hidden"><label for="door-cameras">\(visit("Kamera", "Camera"))</label>
        <select id="door-cameras"></select></div>
        <video id="door-video" playsinline="playsinline" muted="muted" hidden="hidden"></video>
        </div>
        <div id="door-said" class="door-said" role="status" aria-live="assertive" tabindex="-1"></div>
        </section>
        """
    }
}
