import CCurl
import Curl

/// A connection to a mail server, opened by the first message and kept for those that follow.
///
/// Blocks until the server has answered: for a queue of its own, and one message at a time. Says goodbye when it goes.
final class SMTPSession {
    private let handle: CurlHandle
    private let conversation: Conversation

    /// - Parameter isAborted: Asked about once a second; true breaks off what is under way.
    /// - Throws: `CurlError` when libcurl has no memory or knows no SMTP.
    init(_ server: SMTPServer, isAborted: @escaping @Sendable () -> Bool) throws {
        handle = try CurlHandle()
        conversation = Conversation(isAborted: isAborted)
        try configure(server)
    }

    deinit {
        // libcurl says QUIT and waits two minutes for an answer. Who has not answered before will not answer that.
        if hasFailed { ccurl_shut_connection(handle.pointer) }
    }

    private func configure(_ server: SMTPServer) throws {
        try handle.set(CURLOPT_NOSIGNAL, 1)
        try handle.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        try handle.set(CURLOPT_URL, server.address)
        let encryption =
            switch server.encryption {
            case .tls, .startTLSRequired: CURLUSESSL_ALL
            case .startTLSOptional: CURLUSESSL_TRY
            case .none: CURLUSESSL_NONE
            }
        try handle.set(CURLOPT_USE_SSL, Int(encryption.rawValue))
        if let account = server.account {
            try handle.set(CURLOPT_USERNAME, account.user)
            try handle.set(CURLOPT_PASSWORD, account.password)
        }
        if let authorities = server.authorities { try handle.set(CURLOPT_CAINFO, authorities) }
        try handle.set(CURLOPT_CONNECTTIMEOUT, server.connectSeconds)
        try handle.set(CURLOPT_TIMEOUT, server.messageSeconds)
        try handle.set(CURLOPT_UPLOAD, 1)
        try handle.set(CURLOPT_VERBOSE, 1)
        try handle.set(CURLOPT_NOPROGRESS, 0)
        let context = Unmanaged.passUnretained(conversation).toOpaque()
        try handle.check(
            ccurl_set_reader(
                handle.pointer,
                { buffer, size, count, context in
                    guard let buffer, let context else { return 0 }
                    return Conversation.of(context).read(into: buffer, atMost: size * count)
                }, context))
        try handle.check(
            ccurl_set_listener(
                handle.pointer,
                { _, kind, text, length, context in
                    guard let text, let context else { return 0 }
                    let heard = UnsafeRawBufferPointer(start: text, count: length)
                    if kind == CURLINFO_HEADER_OUT { Conversation.of(context).said(heard) }
                    if kind == CURLINFO_HEADER_IN { Conversation.of(context).heard(heard) }
                    return 0
                }, context))
        try handle.check(
            ccurl_set_progress(
                handle.pointer,
                { context, _, _, _, _ in
                    guard let context else { return 0 }
                    return Conversation.of(context).isAborted() ? 1 : 0
                }, context))
    }

    /// The last message ended without the server's having said so.
    private var hasFailed = false

    /// Whether the message that was sent last had got as far as its own words.
    var hasBegunContent: Bool { conversation.hasBegunContent }

    func send(_ mail: ComposedMail) throws -> DeliveryOutcome {
        conversation.begin(mail.bytes)
        try handle.set(CURLOPT_MAIL_FROM, "<\(mail.from.address)>")
        let recipients = curl_slist_append(nil, "<\(mail.to.address)>")
        defer { curl_slist_free_all(recipients) }
        try handle.check(ccurl_set_recipients(handle.pointer, recipients))
        let result = curl_easy_perform(handle.pointer)
        hasFailed = result != CURLE_OK && !conversation.isRefused
        return conversation.outcome(
            isDone: result == CURLE_OK, reason: CurlHandle.reason(result))
    }
}

/// How far one message has come. Touched by libcurl's callbacks, inside `curl_easy_perform`, and around it.
private final class Conversation {
    /// The command that was said last; what the server then says is an answer to it.
    enum Step { case greeting, sender, recipient, content }

    let isAborted: @Sendable () -> Bool
    private var bytes: [UInt8] = []
    private var position = 0
    private var step = Step.greeting
    /// The first reply that says no, and to what.
    private var refusal: Refusal?

    private struct Refusal {
        let code: Int
        let text: String
        let step: Step
    }

    init(isAborted: @escaping @Sendable () -> Bool) {
        self.isAborted = isAborted
    }

    static func of(_ context: UnsafeMutableRawPointer) -> Conversation {
        Unmanaged<Conversation>.fromOpaque(context).takeUnretainedValue()
    }

    func begin(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = 0
        step = .greeting
        refusal = nil
    }

    func read(into buffer: UnsafeMutablePointer<CChar>, atMost limit: Int) -> Int {
        let count = min(limit, bytes.count - position)
        bytes.withUnsafeBytes { bytes in
            guard count > 0, let start = bytes.baseAddress else { return }
            UnsafeMutableRawPointer(buffer).copyMemory(from: start + position, byteCount: count)
        }
        position += count
        return count
    }

    /// Of what is said only the verb is looked at: a password may follow.
    func said(_ command: UnsafeRawBufferPointer) {
        let verb = command.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }
        switch String(decoding: verb, as: UTF8.self) {
        case "MAIL": step = .sender
        case "RCPT": step = .recipient
        case "DATA": step = .content
        default: break
        }
    }

    var hasBegunContent: Bool { step == .content }
    var isRefused: Bool { refusal != nil }

    func heard(_ reply: UnsafeRawBufferPointer) {
        let text = String(decoding: reply, as: UTF8.self)
        guard refusal == nil, let code = Int(text.prefix(3)), (400...599).contains(code) else { return }
        refusal = Refusal(code: code, text: text, step: step)
    }

    /// A 5xx is final where it is about this recipient or this message (RFC 5321 §4.2.1). Said to our greeting, account
    /// or sender it is about settings, which people mend.
    ///
    /// The server's own words are read instead of libcurl's code for the last reply: after a refusal that is the answer
    /// to its QUIT.
    func outcome(isDone: Bool, reason: String) -> DeliveryOutcome {
        if isDone { return .accepted }
        guard let refusal else { return .deferred(reason, .server) }
        let shown = Self.shown(refusal.text)
        let isAboutMessage = refusal.step == .recipient || refusal.step == .content
        if refusal.code >= 500, isAboutMessage { return .refused(shown) }
        return .deferred(shown, isAboutMessage && refusal.code != 421 ? .message : .server)
    }

    private static func shown(_ reply: String) -> String {
        String(String.UnicodeScalarView(reply.unicodeScalars.filter { $0.value >= 32 && $0.value < 127 }.prefix(300)))
    }
}
