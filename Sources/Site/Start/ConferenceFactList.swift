import Conference

/// When and where, in short.
struct ConferenceFactList {
    let visit: Visit
    let conference: ConferenceFacts

    var html: HTML {
        let later = visit("meddelas senare", "to be announced")
        return """
            <dl class="facts">
            <div><dt>\(visit("Dag", "Day"))</dt>
            <dd><time datetime="\(SwedishTime.isoDay(conference.day))">\
            \(SwedishTime.longDay(conference.day)[visit.language].capitalisedFirst)</time></dd></div>
            <div><dt>\(visit("Tid", "Time"))</dt><dd>\(conference.hours?[visit.language] ?? later)</dd></div>
            <div><dt>\(visit("Ort", "City"))</dt><dd>\(conference.city[visit.language])</dd></div>
            <div><dt>\(visit("Lokal", "Venue"))</dt><dd>\(conference.venue?[visit.language] ?? later)</dd></div>
            <div><dt>\(visit("Arrangörer", "Arranged by"))</dt>
            <dd>Borlänge, Falköping, Lindesberg \(visit("och", "and")) Nässjö</dd></div>
            </dl>
            """
    }
}
