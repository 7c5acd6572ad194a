# One file for every deployable. They are workspaces of one repository and share their libraries: built apart, each image
# would repeat the same build. `APP` chooses whose packages and code an image holds, and nothing of the others:
#   docker build --build-arg APP=identity --tag rollcall/identity .
# APP is one of: identity, directory, authorization, licensing, admin-gateway, cli (sync-diagnostics and the other commands).
ARG NODE=node:24.21.0-bookworm-slim

# Everything, built once and cached for all of them.
FROM ${NODE} AS build
WORKDIR /rollcall
COPY . .
RUN npm ci && npm run build

# The packages of one deployable that it needs to run; those of the workspace as links to their folders.
FROM ${NODE} AS packages
ARG APP
WORKDIR /rollcall
COPY --from=build /rollcall/package.json /rollcall/package-lock.json /rollcall/.npmrc ./
COPY --from=build /rollcall/libs libs
COPY --from=build /rollcall/apps apps
RUN npm ci --omit=dev --ignore-scripts --workspace "@rollcall/${APP:?names the deployable}"
COPY deploy/collect-image.sh deploy/
RUN sh deploy/collect-image.sh "${APP}" /image

FROM ${NODE}
ENV NODE_ENV=production \
    NODE_OPTIONS=--enable-source-maps \
    ROLLCALL_DATA_DIR=/data
# The folders that are mounted belong to the user that runs: a volume takes over whose they are.
RUN install --directory --owner node --group node --mode 700 /data /secrets
COPY --from=packages /image /rollcall
WORKDIR /rollcall
# By its number: Kubernetes can then see that it is not root.
USER 1000:1000
EXPOSE 4000
ENTRYPOINT ["node", "main.js"]
