import Testing

@testable import Conference

struct WebhookDraftTests {
    private func problem(_ url: String, allowsPrivate: Bool) -> WebhookDraft.Problem? {
        let outcome = WebhookDraft.check(
            url: url, events: [WebhookEvent.created.rawValue], allowsPrivate: allowsPrivate,
            isPublic: { !["inside", "[::1]"].contains($0) })
        guard case .invalid(let complaints) = outcome else { return nil }
        return complaints.first?.problem
    }

    @Test(
        arguments: [
            ("https://outside/a?b=c", nil), ("https://inside/", .notPublic), ("https://[::1]:1/", .notPublic),
            ("http://outside/", .notSecure), ("https://127.0.0.1%00.example.org/", .notAnAddress),
            ("https://[fe80::1%25eth0]/", .notAnAddress), ("https://insid%65/", .notAnAddress),
            ("https://a$b/", .notAnAddress), ("https://a@outside/", .hasAccount), ("ftp://outside/", .notAnAddress),
        ] as [(String, WebhookDraft.Problem?)])
    func `an address that nothing can be sent to is refused`(url: String, expected: WebhookDraft.Problem?) {
        #expect(problem(url, allowsPrivate: false) == expected)
    }

    @Test func `inside will do where settings say so, and plain text`() {
        #expect(problem("http://inside:8080/", allowsPrivate: true) == nil)
        #expect(problem("http://127.0.0.1%00.example.org/", allowsPrivate: true) == .notAnAddress)
    }
}
