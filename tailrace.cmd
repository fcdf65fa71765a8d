@echo off
rem Starts the tailrace command. The first use builds it; later starts do not.
rem   TAILRACE_JAVA_OPTS   options for the JVM, e.g. -Xmx2g
rem   JAVA_HOME            the JDK (17 or later) to use; otherwise java from the PATH
setlocal
set "HOME_DIR=%~dp0"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if exist "%HOME_DIR%cli\target\dist\.complete" goto run
echo tailrace: first use: building (a few minutes, once) ... 1>&2
pushd "%HOME_DIR%"
call mvnw.cmd -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true -pl cli -am package
if errorlevel 1 (popd & echo tailrace: the build failed 1>&2 & exit /b 1)
popd
:run
"%JAVA%" -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED "-Dtailrace.home=%HOME_DIR%." %TAILRACE_JAVA_OPTS% -cp "%HOME_DIR%cli\target\dist\lib\*" io.tailrace.cli.Tailrace %*
exit /b %ERRORLEVEL%
