extension RequestHead {
    /// What stands between the slashes of the path, each part decoded once: "/kommun/Malm%C3%B6" is ["kommun", "Malmö"],
    /// "/" is [], and a slash at the end gives an empty last segment.
    ///
    /// nil for whatever could name another place than it seems to: malformed escapes, "." and ".." (also encoded),
    /// an encoded slash or NUL. nil for "*" too, which is no path.
    package var pathSegments: [String]? {
        guard path.utf8.first == UInt8(ascii: "/") else { return nil }
        if path.utf8.count == 1 { return [] }
        var segments: [String] = []
        for encoded in path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let segment = percentDecoded(Substring(encoded)), segment != ".", segment != "..",
                !segment.utf8.contains(UInt8(ascii: "/"))
            else { return nil }
            segments.append(segment)
        }
        return segments
    }
}
