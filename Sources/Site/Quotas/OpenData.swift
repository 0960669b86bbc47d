import HTTP
import HTTPTypes

extension Response {
    /// A file of figures that are open to all: other sites' scripts may read it.
    static func openData(_ bytes: [UInt8], type: String) -> Response {
        var fields = SecurityHeaders.everywhere
        fields[.contentType] = type
        fields[.accessControlAllowOrigin] = "*"
        fields[.crossOriginResourcePolicy] = "cross-origin"
        return Response(status: .ok, fields: fields, body: .bytes(bytes))
    }
}
