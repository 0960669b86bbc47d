import Conference
import HTTPTypes
import JSON

/// The whole API for machines (OpenAPI 3.1), made of `APIOperation.all`.
enum OpenAPIDocument {
    static let json: JSON = [
        "openapi": "3.1.0",
        "info": [
            "title": "vemfn", "version": "1.0.0",
            "description":
                "Registrations, attendees, quotas, waiting list, workshops and check-ins of the conference. See /en/api.",
        ],
        "servers": [["url": "/"]],
        "security": [["key": []]],
        "paths": .object(paths),
        "components": [
            "securitySchemes": [
                "key": ["type": "http", "scheme": "bearer", "description": "A key that an organiser has made."]
            ],
            "schemas": [
                "Registration": APISchema.registration.schema, "NewRegistration": APISchema.newRegistration,
                "RegistrationChange": APISchema.registrationChange, "Attendee": APISchema.attendee,
                "Waiting": APISchema.waiting.schema, "Quota": APISchema.quota.schema,
                "QuotaChange": APISchema.quotaChange, "Workshop": APISchema.workshop.schema,
                "WorkshopParticipant": APISchema.workshopGuest.schema, "CheckIn": APISchema.checkIn.schema,
                "NewCheckIn": APISchema.newCheckIn, "Key": APISchema.key.schema, "Problem": APISchema.problem,
            ],
        ],
    ]

    private static var paths: [JSON.Member] {
        var paths: [String] = []
        for operation in APIOperation.all where !paths.contains(operation.path) { paths.append(operation.path) }
        return paths.map { path in
            JSON.Member(
                path,
                .object(
                    APIOperation.all.filter { $0.path == path }.map {
                        JSON.Member($0.method.rawValue.lowercased(), describe($0))
                    }))
        }
    }

    private static func describe(_ operation: APIOperation) -> JSON {
        var members: [JSON.Member] = [
            .init("operationId", .text(operation.id.rawValue)), .init("summary", .text(operation.summary.en)),
            .init("parameters", .list(parameters(of: operation))),
        ]
        if !operation.scopes.isEmpty {
            let scopes = operation.scopes.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            members.append(.init("description", .text("Scopes: \(scopes)")))
        }
        if let body = operation.body {
            members.append(
                .init("requestBody", ["required": true, "content": ["application/json": ["schema": body]]]))
        }
        members.append(.init("responses", .object(responses(of: operation))))
        return .object(members)
    }

    private static func parameters(of operation: APIOperation) -> [JSON] {
        var parameters: [JSON] = []
        if operation.path.contains("{id}") {
            parameters.append(["name": "id", "in": "path", "required": true, "schema": APISchema.id])
        }
        parameters += operation.parameters.map { parameter in
            [
                "name": .text(parameter.name), "in": "query", "description": .text(parameter.about.en),
                "schema": parameter.schema,
            ]
        }
        if operation.isConditional || operation.problems.contains(.outdated) {
            parameters.append(
                [
                    "name": "If-Match", "in": "header", "required": .yesNo(operation.isConditional),
                    "schema": APISchema.text(),
                    "description": "The ETag of what the change is based on.",
                ])
        }
        if operation.isRepeatable {
            parameters.append(
                [
                    "name": "Idempotency-Key", "in": "header",
                    "schema": ["type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"],
                    "description": "The same key with the same request is carried out once, and kept for a day.",
                ])
        }
        return parameters
    }

    private static func responses(of operation: APIOperation) -> [JSON.Member] {
        let success = operation.success
        let media: JSON = success.schema.map { ["schema": $0] } ?? [:]
        let body: JSON = [
            "description": .text(success.about.en), "content": .object([.init(success.type, media)]),
        ]
        var responses: [JSON.Member] = [.init(String(success.status), body)]
        if operation.hasTag { responses.append(.init("304", ["description": "You have it already."])) }
        let problems = Dictionary(grouping: operation.allProblems, by: \.status.code).sorted { $0.key < $1.key }
        responses += problems.map { status, kinds in
            .init(
                String(status),
                [
                    "description": .text(kinds.map(\.title.en).joined(separator: "; ")),
                    "content": ["application/problem+json": ["schema": APISchema.reference("Problem")]],
                ])
        }
        responses += unread.map { status, about in
            .init(String(status), ["description": .text(about), "content": ["text/plain": [:]]])
        }
        return responses
    }

    /// Answers to what was given up before its address was read, so that nobody can know it was meant for the API.
    private static let unread = [(414, "The address is too long"), (431, "The header fields are too large")]
}
