import Conference
import HTTP
import HTTPTypes
import Secrets
import Storage

extension Site {
    typealias OrganiserHandler = @Sendable (Visit, SignedIn) async throws -> Response
    typealias OrganiserFormHandler = @Sendable (Visit, SignedIn, FormData) async throws -> Response
    typealias OrganiserUploadHandler = @Sendable (Visit, SignedIn, MultipartForm) async throws -> Response

    /// An address for those whose roles allow it. Whoever is not signed in is led to the sign-in page, and whoever is and
    /// may not come here is told so.
    ///
    /// A form is taken only with the token of its session, from a page of ours.
    ///
    /// - Parameters:
    ///   - permission: What one must be allowed to come here.
    ///   - changing: What one must be allowed to send the form, where that is more.
    func organisers(
        _ permission: Permission, changing: Permission? = nil, get: OrganiserHandler? = nil,
        post: OrganiserFormHandler? = nil
    ) -> Route {
        Route(
            get: get.map { organisers(permission, get: $0) },
            post: post.map { post in
                organisers(changing ?? permission, read: { try $0.form() }, token: { $0["token"] }, post: post)
            })
    }

    /// The same for a form with files, which may have so many parts.
    func organisers(
        _ permission: Permission, partLimit: Int, get: @escaping OrganiserHandler,
        post: @escaping OrganiserUploadHandler
    ) -> Route {
        Route(
            get: organisers(permission, get: get),
            post: organisers(
                permission, read: { try $0.formWithFiles(partLimit: partLimit) }, token: { $0["token"] }, post: post))
    }

    private func organisers(_ permission: Permission, get: @escaping OrganiserHandler) -> Handler {
        { visit in
            guard let signedIn = try await self.signedIn(visit) else { return self.signIn.redirect(visit) }
            if let detour = self.detour(visit, signedIn) { return detour }
            guard signedIn.may(permission) else { return self.problems.notAllowed(visit, signedIn) }
            return try await get(visit, signedIn)
        }
    }

    private func organisers<Form>(
        _ permission: Permission, read: @escaping @Sendable (Visit) throws -> Form,
        token: @escaping @Sendable (Form) -> String?,
        post: @escaping @Sendable (Visit, SignedIn, Form) async throws -> Response
    ) -> Handler {
        { visit in
            guard let signedIn = try await self.signedIn(visit) else { return self.signIn.redirect(visit) }
            if let detour = self.detour(visit, signedIn) { return detour }
            guard signedIn.may(permission) else { return self.problems.notAllowed(visit, signedIn) }
            let form = try read(visit)
            guard CrossSite.allows(visit.request.head), signedIn.owns(token(form)) else {
                return self.problems.crossSite(visit, signedIn)
            }
            return try await post(visit, signedIn, form)
        }
    }

    private func signedIn(_ visit: Visit) async throws -> SignedIn? {
        guard let session = SessionCookie.session(visit),
            let organiser = try await store.organiser(session: session, now: visit.now)
        else { return nil }
        return SignedIn(
            organiser: organiser, session: session, key: store.signingKey,
            unsentMessages: organiser.may(.handleMail) ? try await store.countUnsentMessages() : 0)
    }

    /// A password that a machine made is replaced before anything else, and a second step that the team demands comes
    /// next.
    private func detour(_ visit: Visit, _ signedIn: SignedIn) -> Response? {
        if visit.page == .signOut || visit.page == .choosePassword { return nil }
        if signedIn.organiser.mustChoosePassword { return .seeOther(visit.path(.choosePassword)) }
        if signedIn.organiser.mustAddSecondFactor, visit.page != .secondFactor {
            return .seeOther(visit.path(.secondFactor))
        }
        return nil
    }
}
