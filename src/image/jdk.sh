# Finds a JDK. To be sourced.

# The home of a JDK 25 or newer: the one in use if it is, else the first that is installed where systems or Maven keep them.
jdk() {
  local home version
  for home in "${JAVA_HOME:-}" "$(dirname "$(dirname "$(readlink -f "$(command -v java || echo /none/bin/java)")")")" \
    /usr/lib/jvm/* /opt/java/* "$HOME"/.jdks/* "$HOME"/.sdkman/candidates/java/*; do
    [[ -x $home/bin/javac ]] || continue
    version=$("$home/bin/javac" -version 2>&1)
    version=${version#javac }
    if [[ ${version%%[.-]*} =~ ^[0-9]+$ ]] && ((${version%%[.-]*} >= 25)); then
      echo "$home"
      return
    fi
  done
  echo "no JDK 25 or newer in JAVA_HOME, on the path or where they are installed" >&2
  return 1
}
