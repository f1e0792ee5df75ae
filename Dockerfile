# The bots. See docs/deploy.md; compose.yaml starts it.
FROM python:3.12-slim

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
COPY handlers ./handlers
COPY bot ./bot
RUN python -m compileall -q bot handlers storage \
    && groupadd --gid 10001 otklik \
    && useradd --uid 10001 --gid otklik --no-create-home --shell /usr/sbin/nologin otklik \
    && install -d -o otklik -g otklik -m 0700 /data \
    && install -d /region

USER otklik

# Database, files, backups and forgotten.txt are in /data; the region's folder is mounted at /region.
ENV DATA_DIR=/data \
    DATABASE_URL=sqlite:////data/otklik.db
VOLUME ["/data", "/region"]

# With HTTP_PORT=0 there is nothing to ask: switch the check off.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + (os.environ.get('HTTP_PORT') or '8080') + '/healthz', timeout=4)"]

ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
