using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Soc.Silo.Clustering.Tls;
using Xunit;

namespace Soc.Grains.Tests.Clustering.Tls;

/// <summary>What is taken from the files, what is not, and what health says of it.</summary>
public sealed class ClusterCertificatesTests : IDisposable
{
    private const string Name = NodeFiles.Name;

    private readonly TestAuthority _authority = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly HeardLog _log = new();
    private readonly LoggerFactory _loggers;
    private readonly TestPair _first;
    private readonly NodeFiles _files;
    private readonly ClusterCertificates _certificates;

    public ClusterCertificatesTests()
    {
        _loggers = new LoggerFactory([_log]);
        _first = _authority.Issue([Name], from: TimeSpan.FromDays(-1), until: TimeSpan.FromDays(29));
        _files = new NodeFiles(_first, _authority.Pem);
        _certificates = Make(_files.Options);
        _log.Take();
    }

    private string Serial => _certificates.Current.Certificate.SerialNumber;

    public void Dispose()
    {
        _files.Dispose();
        _authority.Dispose();
        _loggers.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void A_new_pair_is_taken_once()
    {
        var pair = _authority.Issue([Name]);
        _files.Write(pair);
        _certificates.Refresh();
        _certificates.Refresh();
        Serial.ShouldBe(pair.Serial);
        _log.Take().ShouldHaveSingleItem().ShouldContain(pair.Serial);
        _certificates.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Files_written_by_half_leave_the_pair_before_in_use_at_every_byte()
    {
        using var second = _authority.Intermediate();
        var pair = second.Issue([Name]);
        for (var length = 0; length < pair.Certificate.TrimEnd().Length; length += 7)
        {
            File.WriteAllText(_files.Options.CertificatePath, pair.Certificate[..length]);
            _certificates.Refresh();
            Serial.ShouldBe(_first.Serial, $"{length} characters");
            _certificates.Problems.ShouldHaveSingleItem().ShouldContain("the new files are not used");
        }

        _log.Take().Count.ShouldBeLessThan(10, "the same is not said again at every look");
        File.WriteAllText(_files.Options.CertificatePath, pair.Certificate);
        for (var length = 0; length < pair.Key.TrimEnd().Length; length += 7)
        {
            File.WriteAllText(_files.Options.KeyPath, pair.Key[..length]);
            _certificates.Refresh();
            Serial.ShouldBe(_first.Serial, $"{length} characters");
        }

        _files.Write(pair);
        _certificates.Refresh();
        Serial.ShouldBe(pair.Serial);
        _certificates.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_key_of_another_pair_is_refused_and_the_old_files_put_back_are_well()
    {
        File.WriteAllText(_files.Options.KeyPath, _authority.Issue([Name]).Key);
        _certificates.Refresh();
        Serial.ShouldBe(_first.Serial);
        _certificates.Problems.ShouldHaveSingleItem().ShouldContain("is not that of the certificate");
        _files.Write(_first);
        _certificates.Refresh();
        _certificates.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Missing_files_encrypted_keys_and_bundles_without_a_root_are_said_clearly()
    {
        File.Delete(_files.Options.KeyPath);
        Refused().ShouldContain("tls.key cannot be read");
        File.WriteAllText(_files.Options.KeyPath, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        Refused().ShouldContain("encrypted");
        _files.Write(_first);
        using var second = _authority.Intermediate();
        File.WriteAllText(_files.Options.CaPath, second.Pem);
        Refused().ShouldContain("has no root");
        File.WriteAllText(_files.Options.CaPath, "");
        Refused().ShouldContain("holds no certificate");
        File.WriteAllText(_files.Options.CaPath, _authority.Pem);
        _certificates.Refresh();
        _certificates.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_new_pair_that_has_expired_is_refused()
    {
        _files.Write(_authority.Issue([Name], from: TimeSpan.FromDays(-9), until: TimeSpan.FromDays(-1)));
        Refused().ShouldContain("expired at");
        Serial.ShouldBe(_first.Serial);
    }

    [Fact]
    public void Links_that_are_swapped_are_seen()
    {
        // As Kubernetes does it: a link to a folder is replaced, the files' own names stay.
        using var next = new NodeFiles(_authority.Issue([Name]), _authority.Pem);
        var root = Directory.CreateTempSubdirectory("soc-tls-").FullName;
        var link = Path.Combine(root, "data");
        try
        {
            Directory.CreateSymbolicLink(link, Path.GetDirectoryName(_files.Options.CertificatePath)!);
            var certificates = Make(_files.Options with
            {
                CertificatePath = Path.Combine(link, "tls.crt"),
                KeyPath = Path.Combine(link, "tls.key"),
                CaPath = Path.Combine(link, "ca.crt"),
            });
            Directory.Delete(link);
            Directory.CreateSymbolicLink(link, Path.GetDirectoryName(next.Options.CertificatePath)!);
            certificates.Refresh();
            certificates.Current.Certificate.SerialNumber.ShouldNotBe(_first.Serial, StringComparer.Ordinal);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Health_asks_for_a_new_pair_in_the_last_third_and_says_when_it_is_too_late()
    {
        _time.Advance(TimeSpan.FromDays(18));
        _certificates.Problems.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromDays(2));
        _certificates.Problems.ShouldHaveSingleItem().ShouldContain("expires at");
        _certificates.IsUsable.ShouldBeTrue();
        _time.Advance(TimeSpan.FromDays(10));
        _certificates.Problems.ShouldHaveSingleItem().ShouldContain("expired at");
        _certificates.IsUsable.ShouldBeFalse();
    }

    private string Refused()
    {
        _certificates.Refresh();
        Serial.ShouldBe(_first.Serial);
        return _certificates.Problems.ShouldHaveSingleItem();
    }

    private ClusterCertificates Make(ClusterTlsOptions options) => new(options, _time, _loggers.CreateLogger<ClusterCertificates>());
}
