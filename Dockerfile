FROM rust:1-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked --bin domovoi

FROM debian:bookworm-slim
# To check the certificates of mail servers and databases.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /src/target/release/domovoi /usr/local/bin/domovoi
# DATABASE_URL is expected: there is no PostgreSQL in here.
ENV DOMOVOI_LISTEN=0.0.0.0:8080
EXPOSE 8080
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["domovoi", "health"]
ENTRYPOINT ["domovoi"]
CMD ["serve"]
