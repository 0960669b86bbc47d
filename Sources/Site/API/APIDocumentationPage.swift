import Conference
import HTTP
import HTTPTypes
import JSON

/// `/api`: how programs ask us and are told, made of the same list that answers them.
struct APIDocumentationPage: Sendable {
    let frame: Frame
    /// Nil for any number.
    let requestsAMinute: Int?

    @Sendable func show(_ visit: Visit) async throws -> Response {
        let title = visit("API och webhookar", "API and webhooks")
        let operations = APIOperation.all.map { describe(visit, $0) }
        return frame.page(
            visit, title: title,
            content: """
                <h1>\(title)</h1>
                <div class="reading">
                <p>\(visit(
                    "Andra program kan läsa och ändra det som arrangörerna ser, över HTTPS och i JSON. Allt står också i en "
                        + "beskrivning för maskiner:",
                    "Other programs can read and change what organisers see, over HTTPS and in JSON. All of it is in a "
                        + "description for machines, too:"))
                <a href="\(APIResource.description.path)">OpenAPI 3.1</a>.</p>
                <nav aria-label="\(visit("Innehåll", "Contents"))">
                <ul>
                <li><a href="#start">\(visit("Kom i gång", "Get started"))</a></li>
                <li><a href="#rules">\(visit("Så fungerar det", "How it works"))</a></li>
                <li><a href="#operations">\(visit("Allt som går att göra", "All that can be done"))</a></li>
                <li><a href="#problems">\(visit("Fel", "Problems"))</a></li>
                <li><a href="#webhooks">\(visit("Webhookar", "Webhooks"))</a></li>
                </ul>
                </nav>
                \(start(visit))
                \(rules(visit))
                </div>
                <h2 id="operations">\(visit("Allt som går att göra", "All that can be done"))</h2>
                \(operations)
                \(problems(visit))
                <div class="reading">
                \(webhooks(visit))
                </div>
                """)
    }

    private func start(_ visit: Visit) -> HTML {
        """
        <h2 id="start">\(visit("Kom i gång", "Get started"))</h2>
        <p>\(visit(
            "En arrangör gör en nyckel och väljer vad den får göra. Nyckeln skickas med varje förfrågan:",
            "An organiser makes a key and chooses what it may do. The key is sent with each request:"))
        <a href="\(visit.path(.newAPIKey))">\(visit("Gör en nyckel", "Make a key"))</a></p>
        <pre tabindex="0"><code>curl -H "Authorization: Bearer \(APIGate.keyPrefix)…" \\
          "https://\(visit("konferensens-adress", "address-of-the-conference"))\(APIResource.registrations.path)?state=confirmed"</code></pre>
        <p>\(visit(
            "En nyckel får aldrig mer än den som gjorde den. Svar om mat och tillgänglighet syns bara med rätten needs, som "
                + "bara ägare och behovsansvariga kan ge.",
            "A key may never do more than who made it. Answers about food and access are seen only with the scope needs, "
                + "which only owners and those responsible for needs can grant."))</p>
        """
    }

    private func rules(_ visit: Visit) -> HTML {
        let pace =
            requestsAMinute.map { limit in
                visit(
                    "En nyckel får \(limit) förfrågningar i minuten. RateLimit och RateLimit-Policy säger vad som är kvar "
                        + "(draft-ietf-httpapi-ratelimit-headers-10); efter 429 säger Retry-After hur länge man väntar.",
                    "A key has \(limit) requests a minute. RateLimit and RateLimit-Policy say what is left "
                        + "(draft-ietf-httpapi-ratelimit-headers-10); after 429 Retry-After says how long to wait.")
            } ?? visit("Antalet förfrågningar är inte begränsat.", "The number of requests is not limited.")
        return """
            <h2 id="rules">\(visit("Så fungerar det", "How it works"))</h2>
            <h3>\(visit("Listor", "Lists"))</h3>
            <p>\(visit(
                "En lista har items och next. Hämta adressen i next (den står också i Link) tills next är null. Det som "
                    + "tillkommer under tiden flyttar inget mellan sidorna.",
                "A list has items and next. Fetch the address in next (it is in Link, too) until next is null. What comes in "
                    + "meanwhile moves nothing between the pages."))</p>
            <h3>\(visit("Ändra utan att skriva över", "Change without overwriting"))</h3>
            <p>\(visit(
                "Varje svar har en ETag, utom filerna. Skicka den i If-Match när du ändrar: har någon annan hunnit före blir svaret 412. I "
                    + "If-None-Match ger den 304 när inget är nytt.",
                "Each answer but the files has an ETag. Send it in If-Match when you change something: if somebody else was first, the "
                    + "answer is 412. In If-None-Match it gives 304 when nothing is new."))</p>
            <h3>\(visit("Skicka igen utan att göra om", "Send again without doing it again"))</h3>
            <p>\(visit(
                "Skicka en Idempotency-Key med POST. Kommer samma förfrågan igen med samma nyckel får den samma svar och inget "
                    + "görs om. Svaret sparas i ett dygn. Det som nekades sparas inte.",
                "Send an Idempotency-Key with POST. The same request with the same key gets the same answer, and nothing is "
                    + "done again. The answer is kept for a day. What was refused is not kept."))</p>
            <h3>\(visit("Gränser", "Limits"))</h3>
            <p>\(pace) \(visit(
                "Innehåll är JSON i UTF-8, högst \(APIGate.bodyLimit / 1024) KiB och \(JSON.deepest) nivåer djupt, utan "
                    + "komprimering. Okända fält och parametrar nekas, liksom samma namn två gånger.",
                "Content is JSON in UTF-8, at most \(APIGate.bodyLimit / 1024) KiB and \(JSON.deepest) levels deep, not "
                    + "compressed. Unknown fields and parameters are refused, and so is a name that comes twice."))</p>
            """
    }

    private static func sentence(_ words: String) -> String { words.hasSuffix(".") ? words : words + "." }

    private func describe(_ visit: Visit, _ operation: APIOperation) -> HTML {
        let scopes: HTML =
            operation.scopes.isEmpty
            ? "\(visit("valfri nyckel", "any key"))"
            : "\(operation.scopes.map { "<code>\($0.rawValue)</code> " as HTML })"
        var facts: [HTML] = [
            "<div><dt>\(visit("Rätt", "Scope"))</dt><dd>\(scopes)</dd></div>\n"
        ]
        if !operation.parameters.isEmpty {
            let parameters = operation.parameters.map { parameter -> HTML in
                "<li><code>\(parameter.name)</code>: \(parameter.about[visit.language])</li>\n"
            }
            facts.append(
                "<div><dt>\(visit("Parametrar", "Parameters"))</dt><dd><ul>\(parameters)</ul></dd></div>\n")
        }
        if let fields = operation.body.flatMap(Self.fields) {
            let items = fields.map { name, isRequired -> HTML in
                let label = Field.all.first { $0.name == name }?.label[visit.language]
                return """
                    <li><code>\(name)</code>\(label.map { ": \($0)" as HTML })\
                    \(isRequired ? " (\(visit("måste finnas", "required")))" as HTML : nil)</li>

                    """
            }
            facts.append("<div><dt>\(visit("Innehåll", "Content"))</dt><dd><ul>\(items)</ul></dd></div>\n")
        }
        if operation.isConditional {
            facts.append("<div><dt>If-Match</dt><dd>\(visit("måste finnas", "required"))</dd></div>\n")
        }
        if operation.isRepeatable {
            facts.append("<div><dt>Idempotency-Key</dt><dd>\(visit("får finnas", "optional"))</dd></div>\n")
        }
        let own = Dictionary(grouping: operation.problems, by: \.status.code).sorted { $0.key < $1.key }
        let answers = ([operation.success.status] + own.map(\.key)).map { String($0) }.joined(separator: ", ")
        facts.append("<div><dt>\(visit("Svar", "Answers"))</dt><dd>\(answers)</dd></div>\n")
        return """
            <section class="operation" aria-labelledby="\(operation.id.rawValue)">
            <h3 id="\(operation.id.rawValue)"><code>\(operation.method.rawValue) \(operation.path)</code></h3>
            <p>\(Self.sentence(operation.summary[visit.language]))</p>
            <dl class="answers">
            \(facts)
            </dl>
            </section>

            """
    }

    /// The members of what is sent, and which of them must be there.
    private static func fields(of body: JSON) -> [(String, Bool)]? {
        guard case .text(let reference)? = body["$ref"], let name = reference.split(separator: "/").last,
            let schema = OpenAPIDocument.json["components"]?["schemas"]?[String(name)],
            case .object(let members)? = schema["properties"], case .list(let required)? = schema["required"]
        else { return nil }
        return members.map { ($0.name, required.contains(.text($0.name))) }
    }

    private func problems(_ visit: Visit) -> HTML {
        let rows = APIProblem.Kind.allCases.map { kind -> HTML in
            """
            <tr id="\(kind.rawValue)"><th scope="row"><code>\(kind.rawValue)</code></th><td>\(kind.status.code)</td>
            <td>\(kind.title[visit.language])</td></tr>

            """
        }
        return """
            <h2 id="problems">\(visit("Fel", "Problems"))</h2>
            <p class="reading">\(visit(
                "Alla fel är application/problem+json (RFC 9457), på engelska eller med Accept-Language: sv på svenska. type "
                    + "leder till en rad här. errors säger vad som är fel i vilket fält.",
                "All problems are application/problem+json (RFC 9457), in English or, with Accept-Language: sv, in Swedish. "
                    + "type leads to a row here. errors says what is wrong with which field."))</p>
            <div class="wide-table" role="region" aria-labelledby="problems" tabindex="0">
            <table>
            <thead><tr><th scope="col">type</th><th scope="col">status</th>
            <th scope="col">\(visit("Vad det betyder", "What it means"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }

    private func webhooks(_ visit: Visit) -> HTML {
        let events = WebhookEvent.allCases.map { event -> HTML in
            "<li><code>\(event.rawValue)</code>: \(event.label[visit.language])</li>\n"
        }
        return """
            <h2 id="webhooks">\(visit("Webhookar", "Webhooks"))</h2>
            <p>\(visit(
                "När något händer skickar vi det med POST till de adresser som arrangörerna har lagt till. Det som skickas "
                    + "säger vilken anmälan det gäller och vilken status den fick, aldrig namn, adresser eller svar: den som "
                    + "behöver mer frågar API:et.",
                "When something happens we POST it to the addresses that organisers have added. What is sent says which "
                    + "registration it is about and what state it got, never names, addresses or answers: whoever needs more "
                    + "asks the API."))</p>
            <pre tabindex="0"><code>POST /… HTTP/1.1
            Content-Type: application/json
            webhook-id: vemfn-17
            webhook-timestamp: 1805547600
            webhook-signature: v1,…

            {"type":"registration.created","timestamp":"2027-03-20T09:00:00Z",
             "data":{"registration":{"id":12,"code":"VF-7K3M-Q2XR","state":"confirmed"}}}</code></pre>
            <h3>\(visit("Signatur", "Signature"))</h3>
            <p>\(visit(
                "Vi följer Standard Webhooks 1.0, som det finns bibliotek för i de flesta språk. Signaturen är HMAC-SHA-256 "
                    + "över webhook-id, webhook-timestamp och innehållet med punkter emellan, i base64. Nyckeln är det som "
                    + "står efter whsec_, avkodat ur base64. Neka tidsstämplar som är äldre än fem minuter. I Python:",
                "We follow Standard Webhooks 1.0, for which there are libraries in most languages. The signature is "
                    + "HMAC-SHA-256 over webhook-id, webhook-timestamp and the content with full stops between, in base64. "
                    + "The key is what stands behind whsec_, decoded from base64. Refuse timestamps that are older than five "
                    + "minutes. In Python:"))</p>
            <pre tabindex="0"><code>signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
            key = base64.b64decode(secret.removeprefix("whsec_"))
            right = "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
            assert hmac.compare_digest(right, headers["webhook-signature"])</code></pre>
            <h3>\(visit("Svara", "Answer"))</h3>
            <p>\(visit(
                "Svara 2xx inom tio sekunder. Annars försöker vi igen efter 1, 5, 15 och 30 minuter, 1, 2 och 4 timmar och "
                    + "sedan var åttonde timme i två dygn. Svaret 410 betyder att du aldrig vill ha den. Samma webhook-id är "
                    + "samma händelse: den kan komma två gånger, och i annan ordning än det hände. Vi följer inga "
                    + "omdirigeringar och skickar inte till adresser som inte är publika.",
                "Answer 2xx within ten seconds. Else we try again after 1, 5, 15 and 30 minutes, 1, 2 and 4 hours and then "
                    + "every eight hours for two days. 410 means that you never want it. The same webhook-id is the same "
                    + "event: it may come twice, and in another order than it happened. We follow no redirects and send "
                    + "nothing to addresses that are not public."))</p>
            <h3>\(visit("Händelser", "Events"))</h3>
            <ul>
            \(events)
            </ul>
            """
    }
}
