/// A message as its recipient would read it.
package struct LetterPreview: Sendable, Equatable {
    package let from: String
    package let subject: String
    package let plainText: String
    /// A whole HTML document.
    package let page: String
    /// The names of the files that go with it.
    package let attachments: [String]
    package let language: Language

    package init(
        from: String, subject: String, plainText: String, page: String, attachments: [String], language: Language
    ) {
        self.from = from
        self.subject = subject
        self.plainText = plainText
        self.page = page
        self.attachments = attachments
        self.language = language
    }
}
