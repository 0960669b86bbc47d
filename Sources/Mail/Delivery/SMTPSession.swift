import CCurl
import Synchronization

/// A connection to a mail server, opened by the first message and kept for those that follow.
///
/// Blocks until the server has answered: for a queue of its own, and one message at a time. Says goodbye when it goes.
final class SMTPSession {
    private let handle: UnsafeMutableRawPointer
    private let conversation: Conversation

    /// Once in a program, before anything else of libcurl (libcurl-thread(3)).
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// - Parameter isAborted: Asked about once a second; true breaks off what is under way.
    /// - Throws: `SMTPSessionError` when libcurl has no memory or knows no SMTP.
    init(_ server: SMTPServer, isAborted: @escaping @Sendable () -> Bool) throws {
        guard Self.isReady, let handle = curl_easy_init() else {
            throw SMTPSessionError(reason: "libcurl is not usable")
        }
        self.handle = handle
        conversation = Conversation(isAborted: isAborted)
        do {
            try configure(server)
        } catch {
            curl_easy_cleanup(handle)
            throw error
        }
    }

    deinit {
        // libcurl says QUIT and waits two minutes for an answer. Who has not answered before will not answer that.
        if hasFailed { ccurl_shut_connection(handle) }
        curl_easy_cleanup(handle)
    }

    private func configure(_ server: SMTPServer) throws {
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        try set(CURLOPT_URL, server.address)
        let encryption =
            switch server.encryption {
            case .tls, .startTLSRequired: CURLUSESSL_ALL
            case .startTLSOptional: CURLUSESSL_TRY
            case .none: CURLUSESSL_NONE
            }
        try set(CURLOPT_USE_SSL, Int(encryption.rawValue))
        if let account = server.account {
            try set(CURLOPT_USERNAME, account.user)
            try set(CURLOPT_PASSWORD, account.password)
        }
        if let authorities = server.authorities { try set(CURLOPT_CAINFO, authorities) }
        try set(CURLOPT_CONNECTTIMEOUT, server.connectSeconds)
        try set(CURLOPT_TIMEOUT, server.messageSeconds)
        try set(CURLOPT_UPLOAD, 1)
        try set(CURLOPT_VERBOSE, 1)
        try set(CURLOPT_NOPROGRESS, 0)
        let context = Unmanaged.passUnretained(conversation).toOpaque()
        try check(
            ccurl_set_reader(
                handle,
                { buffer, size, count, context in
                    guard let buffer, let context else { return 0 }
                    return Conversation.of(context).read(into: buffer, atMost: size * count)
                }, context))
        try check(
            ccurl_set_listener(
                handle,
                { _, kind, text, length, context in
                    guard let text, let context else { return 0 }
                    let heard = UnsafeRawBufferPointer(start: text, count: length)
                    if kind == CURLINFO_HEADER_OUT { Conversation.of(context).said(heard) }
                    if kind == CURLINFO_HEADER_IN { Conversation.of(context).heard(heard) }
                    return 0
                }, context))
        try check(
            ccurl_set_progress(
                handle,
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
        try set(CURLOPT_MAIL_FROM, "<\(mail.from.address)>")
        let recipients = curl_slist_append(nil, "<\(mail.to.address)>")
        defer { curl_slist_free_all(recipients) }
        try check(ccurl_set_recipients(handle, recipients))
        let result = curl_easy_perform(handle)
        hasFailed = result != CURLE_OK && !conversation.isRefused
        return conversation.outcome(
            isDone: result == CURLE_OK, reason: String(cString: curl_easy_strerror(result)))
    }

    private func set(_ option: CURLoption, _ value: Int) throws {
        try check(ccurl_set_long(handle, option, value))
    }

    private func set(_ option: CURLoption, _ value: String) throws {
        try check(ccurl_set_string(handle, option, value))  // libcurl keeps a copy
    }

    private func check(_ code: CURLcode) throws {
        if code != CURLE_OK { throw SMTPSessionError(reason: String(cString: curl_easy_strerror(code))) }
    }
}

/// libcurl cannot do what it is asked for, whatever the server says.
package struct SMTPSessionError: Error, Equatable {
    package let reason: String
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
