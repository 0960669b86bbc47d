import HTTP
import HTTPTypes

/// A connection machine with a peer and a handler that do what the test says, and a clock that it sets.
final class ScriptedConnection {
    var machine: ConnectionMachine
    var now = ContinuousClock.now
    var bodyLimit = 1000
    let date = HTTPDate(epochSeconds: 784_111_777)

    init(limits: Limits = Limits()) {
        machine = ConnectionMachine(limits: limits, now: now)
    }

    /// Bytes arrive; the handler says how large a body may be. Returns what the machine wants beyond that.
    func receive(_ text: String) -> ConnectionMachine.Action {
        admit(machine.received(Array(text.utf8).span, now: now))
    }

    func answer(_ response: Response) -> ConnectionMachine.Action {
        machine.answered(response, date: date, now: now)
    }

    func answer(_ written: WrittenResponse, id: RequestID) -> ConnectionMachine.Action {
        machine.answered(written, id: id, demandsTLS: false, date: date, now: now)
    }

    /// The peer takes everything that was written.
    func wrote() -> ConnectionMachine.Action {
        admit(machine.wrote(now: now))
    }

    func pulled(_ piece: String?) -> ConnectionMachine.Action {
        machine.pulled(piece.map { Array($0.utf8) }, now: now)
    }

    /// Whether the body is, some time from now.
    func isBehind(pace: Duration, after time: Duration = .zero) -> Bool {
        machine.isBehind(pace: pace, now: now + time)
    }

    private func admit(_ action: ConnectionMachine.Action) -> ConnectionMachine.Action {
        guard case .admit = action else { return action }
        return machine.admitted(bodyLimit: bodyLimit, now: now)
    }
}

extension Response {
    static func text(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, body: .bytes(Array(text.utf8)))
    }

    /// The machine never pulls; the test does.
    static let stream = Response(status: .ok, body: .stream { nil })
}

extension ConnectionMachine.Action {
    /// An action in words, to compare and to read in a failed expectation.
    var words: String {
        switch self {
        case .read: "read"
        case .admit(let head): "admit \(head.path)"
        case .respond(let head, let body): "respond \(head.path) \(String(decoding: body, as: UTF8.self))"
        case .refuse(let refusal, _): "refuse \(refusal)"
        case .write(let output): "write " + String(decoding: output.head + output.body.bytes, as: UTF8.self)
        case .pull: "pull"
        case .finishSending: "finish sending"
        case .wait: "wait"
        case .close: "close"
        case .reset: "reset"
        }
    }
}
