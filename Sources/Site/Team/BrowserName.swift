import HTTP
import HTTPTypes
import Storage

/// What a browser says it is, in two words: enough for its owner to know it again, and too little for anybody else.
enum BrowserName {
    /// In order: most browsers name their forebears too.
    private static let browsers = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]
    private static let systems = [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ]

    /// Empty when it is none of those that people use.
    static func of(_ userAgent: String) -> String {
        let names = [browsers, systems].compactMap { known in known.first { userAgent.contains($0.0) }?.1 }
        return names.joined(separator: ", ")
    }
}

extension Client {
    init(_ visit: Visit) {
        self.init(
            address: visit.request.remoteAddress,
            browser: BrowserName.of(visit.request.head.fields[.userAgent] ?? ""))
    }
}
