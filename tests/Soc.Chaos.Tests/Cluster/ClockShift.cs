using System.Diagnostics;
using Xunit;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>The library that shifts a process's wall clock. Needs a C compiler: where that is missing, its tests are skipped, but not in CI.</summary>
internal static class ClockShift
{
    /// <param name="folder">Where the library is made.</param>
    /// <returns>Its path, for LD_PRELOAD.</returns>
    public static string Make(string folder)
    {
        const string compiler = "/usr/bin/gcc";
        if (!File.Exists(compiler))
        {
            Assert.SkipUnless(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal), "A wrong clock needs gcc: run scripts/clock.sh.");
        }

        var library = Path.Combine(folder, "clock_shift.so");
        using var making = Process.Start(new ProcessStartInfo(
            compiler, ["-O2", "-shared", "-fPIC", "-o", library, Path.Combine(AppContext.BaseDirectory, "clock_shift.c"), "-ldl"]) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = making.StandardError.ReadToEnd();
        making.WaitForExit();
        return making.ExitCode == 0 ? library : throw new InvalidOperationException($"The library of the wrong clock could not be made: {errors}");
    }
}
