using Shouldly;
using Soc.Response.Connectors.Http;
using Xunit;

namespace Soc.Response.Tests.Connectors.Http;

public sealed class SecretReferenceTests
{
    [Theory]
    [InlineData("hunter2-in-the-clear")]
    [InlineData("env:")]
    [InlineData("file:relative/path")]
    [InlineData("")]
    [InlineData(null)]
    public void Only_references_are_taken(string? text) => SecretReference.TryParse(text).ShouldBeNull();

    [Fact]
    public void A_file_is_read_at_each_use_and_its_line_end_is_no_part_of_the_secret()
    {
        var path = Path.Combine(Path.GetTempPath(), $"soc-secret-{Environment.ProcessId}");
        var secret = SecretReference.TryParse($"file:{path}")!;
        try
        {
            File.WriteAllText(path, "first-secret\n");
            secret.Read().ShouldBe("first-secret");
            File.WriteAllText(path, "second-secret\r\n");
            secret.Read().ShouldBe("second-secret");
            File.WriteAllText(path, "short");
            Reason(secret).ShouldContain("fewer");
            File.WriteAllText(path, "two\nlines-of-it");
            Reason(secret).ShouldNotContain("lines-of-it");
            File.WriteAllText(path, new string('x', SecretReference.MaxFileSizeBytes + 1));
            Reason(secret).ShouldContain("large");
        }
        finally
        {
            File.Delete(path);
        }

        Reason(secret).ShouldContain(path);
    }

    private static string Reason(SecretReference secret) => Should.Throw<ConnectorCallException>(() => secret.Read()).Message;
}
