# AGQ as an image: docker build -f deploy/agq.Dockerfile -t agq .   (from the repository's root)
FROM node:24-slim AS build
WORKDIR /opt/agenix
COPY package.json package-lock.json tsconfig.base.json tsconfig.json ./
COPY specs specs
COPY agq agq
COPY agx agx
COPY agw/package.json agw/package.json
COPY test/package.json test/package.json
# Without `test`, which has dependencies of its own.
ARG ROOMS="--workspace specs --workspace agq --workspace agx --include-workspace-root"
RUN npm ci --no-audit --no-fund $ROOMS \
 && npx tsc -b specs agq agx \
 && npm prune --omit=dev --no-audit --no-fund $ROOMS

FROM node:24-slim
WORKDIR /opt/agenix
COPY --from=build /opt/agenix /opt/agenix
RUN groupadd --system agq && useradd --system --gid agq --home-dir /data agq && install -d -o agq -g agq -m 0700 /data
USER agq
ENV AGQ_DATA=/data
VOLUME /data
EXPOSE 6380
STOPSIGNAL SIGTERM
# By the socket: that works with and without TLS, and needs no certificate.
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s \
  CMD ["node", "/opt/agenix/agx/bin/agx.js", "--agq-addr", "unix:/data/agq.sock", "--json", "queue", "stats"]
ENTRYPOINT ["node", "/opt/agenix/agq/bin/agq.js", "--socket", "/data/agq.sock"]
# Reachable from other containers only with TLS: docker run … agq --bind 0.0.0.0:6380 --tls-cert … --tls-key … --tls-ca …
CMD ["--bind", "127.0.0.1:6380"]
