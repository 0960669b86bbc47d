# docker build --tag vemfn .
# docker run --publish 8080:8080 --volume vemfn:/var/lib/vemfn vemfn
#
# bin/prove-image carries out the second stage, line by line, in a plain Debian without Docker.

FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libsqlite3-dev libssl-dev zlib1g-dev libbrotli-dev \
        libqrencode-dev libpng-dev libcurl4-openssl-dev libxlsxwriter-dev libzip-dev libexpat1-dev \
        libcmark-dev \
        python3-pip \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY Package.swift ./
RUN swift package resolve
COPY . ./
RUN swift build --configuration release --static-swift-stdlib --product vemfn \
    && bin/decoder \
    && install -D --strip "$(swift build --configuration release --show-bin-path)/vemfn" /built/vemfn

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libsqlite3-0 libssl3 zlib1g libbrotli1 libqrencode4 libpng16-16 \
        libcurl4 libxlsxwriter4 libzip4 libexpat1 libcmark0.30.2 ca-certificates tzdata \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --home-dir /var/lib/vemfn --create-home --shell /usr/sbin/nologin vemfn
COPY --from=build /built/vemfn /usr/bin/vemfn
COPY migrations /usr/share/vemfn/migrations
COPY --from=build /build/public /usr/share/vemfn/public
ENV VEMFN_DATABASE=/var/lib/vemfn/vemfn.sqlite \
    VEMFN_MIGRATIONS=/usr/share/vemfn/migrations \
    VEMFN_PUBLIC=/usr/share/vemfn/public \
    VEMFN_HOST=0.0.0.0 \
    VEMFN_PORT=8080
USER vemfn
VOLUME /var/lib/vemfn
EXPOSE 8080
ENTRYPOINT ["vemfn"]
CMD ["serve"]
