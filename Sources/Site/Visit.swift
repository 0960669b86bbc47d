import Conference
import Foundation
import HTTP

/// One request for one page, in one language, at one moment.
struct Visit: Sendable {
    let request: Request
    /// Nil where the address names none.
    let page: Page?
    let language: Language
    let now: Date

    /// The words in the visitor's language.
    func callAsFunction(_ sv: String, _ en: String) -> String { Phrase(sv: sv, en: en)[language] }

    func path(_ page: Page) -> String { page.path(in: language) }

    /// With scheme and host, those the visitor's own browser used: for what is copied to somewhere else.
    func address(_ page: Page) -> String { address(in: language, page) }

    func address(in language: Language, _ page: Page) -> String {
        (request.isSecure ? "https://" : "http://") + (request.head.host ?? "") + page.path(in: language)
    }

    /// The fields of the form that was sent.
    ///
    /// - Throws: `NotAForm` for a body of another type; `FormData.FormError` for more fields than any form has.
    func form() throws -> FormData {
        guard request.head.isForm else { throw NotAForm() }
        return try FormData(request.body)
    }
}

extension Visit {
    /// The fields and files of the form that was sent, as forms with files are.
    ///
    /// - Throws: `NotAForm` for a body of another type; `MultipartForm.MultipartError` for what no browser sends.
    func formWithFiles(partLimit: Int) throws -> MultipartForm {
        guard let boundary = request.head.multipartBoundary else { throw NotAForm() }
        return try MultipartForm(request.body, boundary: boundary, partLimit: partLimit)
    }
}

/// The body is of a type that no form of ours is sent as.
struct NotAForm: Error {}
