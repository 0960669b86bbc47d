import Secrets

/// Reads what `Page.parts` writes: each page's parts are a way through the tree, and words go before values.
struct AddressTree: Sendable {
    private struct Node: Sendable {
        var words: [String: Node] = [:]
        /// Each sort once, by an example.
        var values: [(example: AddressPart, node: Node)] = []
        var shape: PageShape?
    }

    private var root = Node()

    /// - Precondition: No two have the same address.
    init(_ shapes: [PageShape]) {
        for shape in shapes { Self.add(shape, shape.example.parts[...], below: &root) }
    }

    /// - Parameter texts: Decoded, in Swedish words.
    func page(at texts: some Sequence<String>) -> Page? {
        var node = root
        var values = AddressValues()
        for text in texts {
            if let next = node.words[text] {
                node = next
                continue
            }
            guard
                let (part, next) = node.values.lazy.compactMap({ example, next in example.read(text).map { ($0, next) }
                }).first
            else { return nil }
            values.take(part)
            node = next
        }
        return node.shape?.page(values)
    }

    private static func add(_ shape: PageShape, _ parts: ArraySlice<AddressPart>, below node: inout Node) {
        guard let part = parts.first else {
            precondition(node.shape == nil, "\(shape.example) has the address of another page")
            node.shape = shape
            return
        }
        let rest = parts.dropFirst()
        if case .word(let word) = part { return add(shape, rest, below: &node.words[word, default: Node()]) }
        let known = node.values.firstIndex { $0.example.placeholder == part.placeholder }
        if known == nil { node.values.append((part, Node())) }
        add(shape, rest, below: &node.values[known ?? node.values.count - 1].node)
    }
}

/// The values in an address.
struct AddressValues {
    private(set) var link: SecretLink?
    private(set) var calendar: CalendarLink?
    private(set) var id: Int64?
    private(set) var kommun: String?

    mutating func take(_ part: AddressPart) {
        switch part {
        case .word: break
        case .link(let link): self.link = link
        case .calendar(let link): calendar = link
        case .id(let id), .file(let id): self.id = id
        case .kommun(let code): kommun = code
        }
    }
}

/// A kind of page, and how one of it is made of the values in its address.
struct PageShape: Sendable {
    let example: Page
    let page: @Sendable (AddressValues) -> Page?

    init(_ page: Page) {
        example = page
        self.page = { _ in page }
    }

    init(link make: @escaping @Sendable (SecretLink) -> Page) {
        example = make(Self.link)
        page = { $0.link.map(make) }
    }

    init(id make: @escaping @Sendable (Int64) -> Page) {
        example = make(1)
        page = { $0.id.map(make) }
    }

    init(linkAndID make: @escaping @Sendable (SecretLink, Int64) -> Page) {
        example = make(Self.link, 1)
        page = { values in values.link.flatMap { link in values.id.map { make(link, $0) } } }
    }

    init(calendar make: @escaping @Sendable (CalendarLink) -> Page) {
        example = make(CalendarLink(String(repeating: "A", count: 32))!)
        page = { $0.calendar.map(make) }
    }

    init(kommun make: @escaping @Sendable (String) -> Page) {
        example = make("0000")
        page = { $0.kommun.map(make) }
    }

    private static let link = SecretLink(random: RandomBytes { [UInt8](repeating: 0, count: $0) })
}
