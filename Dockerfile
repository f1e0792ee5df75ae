# The bots. See docs/deploy.md; compose.yaml starts it.
# A full version, held to one digest; docs/deploy.md says how to read that of a newer one.
ARG PYTHON_IMAGE=python:3.12.12-slim-bookworm@sha256:593bd06efe90efa80dc4eee3948be7c0fde4134606dd40d8dd8dbcade98e669c
FROM ${PYTHON_IMAGE}

ENV PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1

WORKDIR /app

# Packages first: they change less often than the program. Nothing is installed that is not in the lock.
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock

COPY pyproject.toml LICENSE ./
COPY locales ./locales
COPY storage ./storage
COPY training ./training
COPY handlers ./handlers
COPY bot ./bot
RUN python -m compileall -q bot handlers storage \
    && groupadd --gid 10001 otklik \
    && useradd --uid 10001 --gid otklik --no-create-home --shell /usr/sbin/nologin otklik \
    && install -d -o otklik -g otklik -m 0700 /data \
    && install -d /region

# By number: Kubernetes checks runAsNonRoot only so.
USER 10001:10001

# Database, files, backups and forgotten.txt are in /data; the region's folder is mounted at /region.
ENV DATA_DIR=/data \
    DATABASE_URL=sqlite:////data/otklik.db
VOLUME ["/data", "/region"]

# /healthz, not /readyz: whatever restarts an unhealthy container must not do so because a messenger is away.
# With HTTP_PORT=0 there is nothing to ask, and all is taken to be well.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; p = os.environ.get('HTTP_PORT') or '8080'; p == '0' or r.urlopen('http://127.0.0.1:' + p + '/healthz', timeout=4)"]

ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
