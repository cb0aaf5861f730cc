# The mock server without a window. docs/packaging.md says how to use it.
FROM node:24-slim AS pack
WORKDIR /build
COPY . .
RUN npm run package -- /packed

FROM node:24-slim
COPY --from=pack /packed/*.tgz /tmp/hookwright.tgz
RUN npm install --global --omit=dev --no-audit --no-fund /tmp/hookwright.tgz && rm /tmp/hookwright.tgz && npm cache clean --force && install -d -o node -g node /data
USER node
ENV HOOKWRIGHT_DATA=/data
VOLUME /data
# The page and the API, the providers' own APIs, the inboxes, and those over TLS.
EXPOSE 4480 4481 4482 4483
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s CMD ["hookwright", "clock", "--quiet"]
# Within a container other addresses than its own must get in; outside, publish the control port to 127.0.0.1 alone.
ENTRYPOINT ["hookwright"]
CMD ["serve", "--host", "0.0.0.0"]
