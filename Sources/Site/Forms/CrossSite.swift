import HTTP
import HTTPTypes

/// Whether a form was sent from a page of ours.
enum CrossSite {
    /// By Fetch Metadata, else by Origin (RFC 6454 §7). A tool that sends neither is no browser and carries no
    /// session it does not know of.
    static func allows(_ head: RequestHead) -> Bool {
        if let site = head.fields[.secFetchSite] { return site == "same-origin" || site == "none" }
        guard let origin = head.fields[.origin] else { return true }
        guard let host = head.host else { return false }
        return origin == "https://" + host || origin == "http://" + host
    }
}
