# greffe in an image of its own: one static program, nothing else.
#
#   docker build -t greffe .
#   docker run --rm -v "$PWD:/work" -u "$(id -u):$(id -g)" greffe build

FROM rust:1.95.0-alpine3.22 AS build
# Two libraries are in C. Programs of this image are linked statically, with musl.
RUN apk add --no-cache gcc musl-dev
WORKDIR /greffe
COPY . .
RUN cargo build --release --locked --bin greffe \
    && strip target/release/greffe

FROM scratch
COPY --from=build /greffe/target/release/greffe /usr/local/bin/greffe
COPY --from=build /greffe/LICENSE /greffe/fonts/OFL-*.txt /usr/share/licenses/greffe/
ENV PATH=/usr/local/bin
# Nobody; whoever mounts a folder names the user who owns it, with -u.
USER 65534:65534
WORKDIR /work
ENTRYPOINT ["greffe"]
