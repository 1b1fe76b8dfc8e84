# The mock authority in a container: `docker build -t entra-conformance .`
# Node runs the sources as they are, so there is nothing to build.
FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund --no-update-notifier --cache /tmp/npm && rm -rf /tmp/npm
COPY . .
USER node
# HTTPS, HTTP and the forward proxy
EXPOSE 8443 8080 8444
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:8080/common/.well-known/openid-configuration').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "cli/bin.js"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8443", "--http-port", "8080", "--proxy-port", "8444", "--json"]
