import HTTP
import HTTPTypes
import Secrets

extension Frame {
    /// A page about one thing behind a personal link, with the way back.
    func page(
        _ visit: Visit, _ link: SecretLink, title: String, status: HTTPResponse.Status = .ok, about content: HTML
    ) -> Response {
        page(
            visit, title: title, status: status,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                \(content)
                <p><a href="\(visit.path(.personal(link)))">\(visit(
                    "Till din personliga sida", "To your personal page"))</a></p>
                </div>
                """)
    }
}
