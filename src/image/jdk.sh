# Finds a JDK. Source this file.

# Prints the home of a JDK 25 or newer: the one in use, else the first one in the usual folders of systems and tools.
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
  echo "JDK 25 or newer is missing: none is in JAVA_HOME, on the path or in the usual folders." >&2
  return 1
}
