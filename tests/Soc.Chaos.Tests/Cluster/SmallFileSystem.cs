using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Soc.Chaos.Tests.Cluster;

/// <summary>A filesystem in memory that is soon full. Needs root: where that is missing, its tests are skipped, but not in CI.</summary>
internal sealed class SmallFileSystem : IDisposable
{
    private const int BlockBytes = 4096;

    private readonly string _folder = Directory.CreateTempSubdirectory("soc-small-").FullName;

    /// <param name="owner">The account that may use it.</param>
    public SmallFileSystem(int megabytes, string owner)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.SkipUnless(string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal), "A filesystem needs root to be mounted.");
        }

        Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=0755"), "soc-small", _folder);
        Tables = Path.Combine(_folder, "tables");
        Directory.CreateDirectory(Tables);
        Run("chown", owner, Tables);
    }

    /// <summary>An empty folder of the owner's.</summary>
    public string Tables { get; }

    private string Ballast => Path.Combine(_folder, "ballast");

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[BlockBytes];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full, which was the purpose.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void MakeRoom() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", _folder);
        Directory.Delete(_folder);
    }

    private static void Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} failed: {errors}");
        }
    }
}
