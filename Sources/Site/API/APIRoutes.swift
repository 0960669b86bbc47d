import Conference
import HTTP
import HTTPTypes
import JSON
import Storage

extension Site {
    /// The operations of one address.
    func api(_ resource: APIResource) -> Route {
        if resource == .description { return Route(get: apiDescription, isRenderedOnce: true) }
        var route = Route()
        for operation in APIOperation.all(of: resource) {
            let handler = apiGate.handler(operation, apiHandler(operation.id, resource))
            switch operation.method {
            case .get: route.get = handler
            case .post: route.post = handler
            default: route.patch = handler
            }
        }
        return route
    }

    /// No default: an operation that nobody carries out does not compile.
    private func apiHandler(_ id: APIOperation.ID, _ resource: APIResource) -> APIGate.Carrier {
        switch id {
        case .describeKey: { $0.answer(APISchema.key.json(of: $0.client)) }
        case .listRegistrations: apiRegistrations.list
        case .register: apiRegistrations.register
        case .readRegistration: { try await self.apiRegistrations.read($0, id: resource.id) }
        case .changeRegistration: { try await self.apiRegistrations.change($0, id: resource.id) }
        case .cancelRegistration: { try await self.apiRegistrations.cancel($0, id: resource.id) }
        case .listAttendees: apiRegistrations.listAttendees
        case .readAttendee: { try await self.apiRegistrations.readAttendee($0, id: resource.id) }
        case .listWaiting: apiRegistrations.listWaiting
        case .listQuotas: apiSettings.quotas
        case .readQuota: { try await self.apiSettings.quota($0, id: resource.id) }
        case .changeQuota: { try await self.apiSettings.changeQuota($0, id: resource.id) }
        case .listWorkshops: apiSettings.workshops
        case .readWorkshop: { try await self.apiSettings.workshop($0, id: resource.id) }
        case .listWorkshopParticipants: { try await self.apiSettings.guests($0, ofWorkshop: resource.id) }
        case .listCheckIns: apiCheckIns.list
        case .checkIn: apiCheckIns.add
        case .exportCSV: { try await self.export(.csv, $0) }
        case .exportXLSX: { try await self.export(.xlsx, $0) }
        case .exportJSON: { try await self.export(.json, $0) }
        }
    }

    private func export(_ kind: APIResource.AttendeeFileKind, _ call: APICall) async throws -> Response {
        let hasNeeds =
            try call.parameter("needs") { text in ["true": true, "false": false][text] } ?? false
        if hasNeeds, !call.client.may(.needs) { throw APIGate.lacking(.needs) }
        return try await attendeeFiles.all(kind, call.visit, hasNeeds: hasNeeds)
    }

    @Sendable private func apiDescription(_ visit: Visit) async throws -> Response {
        var fields = SecurityHeaders.everywhere
        fields[.contentType] = "application/json"
        // Tools that show descriptions fetch it from wherever they are; it tells nobody anything about anybody.
        fields[.accessControlAllowOrigin] = "*"
        return Response(status: .ok, fields: fields, body: .bytes(OpenAPIDocument.json.indentedBytes))
    }
}
