#!/bin/sh
# What an image holds, from a workspace in which one deployable's packages were installed:
#   collect-image.sh <app> <folder>
# The installed packages, and of each package of the workspace among them what was built; the gateway brings the web app.
# `main.js` starts it: a service by its own main, the command line by what `npx rollcall` runs.
set -eu
app=$1
image=$2

mkdir -p "$image"
cp -R node_modules package.json "$image"
for link in node_modules/@rollcall/*; do
  package=$(realpath --relative-to=. "$link")
  # Of those that only tests import nothing was installed that they need.
  if [ "$package" = libs/testing ]; then
    rm "$image/$link"
    continue
  fi
  mkdir -p "$image/$package"
  cp -R "$package/package.json" "$package/dist" "$image/$package"
  # Versions that it needs beside those of all.
  if [ -d "$package/node_modules" ]; then cp -R "$package/node_modules" "$image/$package"; fi
done

main=apps/$app/dist/main.js
if [ -d "apps/$app/bin" ]; then
  cp -R "apps/$app/bin" "$image/apps/$app"
  main=apps/$app/bin/rollcall.mjs
fi
echo "import './$main';" >"$image/main.js"
if [ "$app" = admin-gateway ]; then
  mkdir -p "$image/apps/admin-ui"
  cp -R apps/admin-ui/dist "$image/apps/admin-ui"
fi
