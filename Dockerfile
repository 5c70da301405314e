# One image for the five services; the container's command chooses which: node apps/<service>/dist/main.js
FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npx nx run-many -t build --projects=tag:type:app && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production
# A service stays within 250 MB under load; the chart's limit of 320 MiB leaves room for buffers outside the heap.
ENV NODE_OPTIONS="--max-old-space-size=192 --max-semi-space-size=8"
# One pool of memory for all threads; more keep some 5 MB that nobody uses.
ENV MALLOC_ARENA_MAX=1
WORKDIR /app
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/libs ./libs
COPY --from=build --chown=node:node /app/apps ./apps
USER node
EXPOSE 3000
CMD ["node", "--no-parallel-scavenge", "--heap-growing-percent=80", "apps/auth/dist/main.js"]
