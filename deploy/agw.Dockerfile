# AGW as an image: docker build -f deploy/agw.Dockerfile -t agw .   (from the repository's root)
# What Jobs may run is what is in the image: begin one of your own with FROM agw, USER root, and install it there.
FROM node:24-slim AS build
WORKDIR /opt/agenix
COPY package.json package-lock.json tsconfig.base.json tsconfig.json ./
COPY specs specs
COPY agx agx
COPY agw agw
COPY agq/package.json agq/package.json
COPY test/package.json test/package.json
# Without `test`, which has dependencies of its own.
ARG ROOMS="--workspace specs --workspace agx --workspace agw --include-workspace-root"
RUN npm ci --no-audit --no-fund $ROOMS \
 && npx tsc -b specs agx agw \
 && npm prune --omit=dev --no-audit --no-fund $ROOMS

FROM node:24-slim
# tini: what tasks leave behind is reaped. bubblewrap: `sandbox: isolated`, where the container may make namespaces.
RUN apt-get update && apt-get install -y --no-install-recommends tini bubblewrap && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/agenix
COPY --from=build /opt/agenix /opt/agenix
COPY deploy/agw-health.mjs deploy/agw-health.mjs
RUN groupadd --system agw && useradd --system --gid agw --home-dir /data agw && install -d -o agw -g agw -m 0700 /data
USER agw
ENV HOME=/data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s CMD ["node", "/opt/agenix/deploy/agw-health.mjs"]
# The address and the key come as AGQ_ADDR, AGQ_SESSION_KEY and AGQ_TLS_…; docker stop needs --time above --shutdown-timeout.
ENTRYPOINT ["tini", "--", "node", "/opt/agenix/agw/bin/agw.js", "--data", "/data/state"]
CMD ["--shutdown-timeout", "30"]
