using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;
using Shouldly;
using Soc.Response.Connectors.Http;
using Xunit;

namespace Soc.Response.Tests.Connectors.Http;

public sealed class RedactorTests
{
    [Fact]
    public void However_a_secret_is_written_it_is_taken_out() =>
        Gen.Select(Gen.Char[' ', '~'].Array[SecretReference.MinLength, 60], Gen.Char[' ', '~'].Array[0, 40]).Sample((letters, around) =>
        {
            var secret = new string(letters);
            var redactor = new Redactor();
            redactor.Add("another-secret-of-the-call");
            redactor.Add(secret);
            foreach (var writing in (string[])[secret, Uri.EscapeDataString(secret), WebUtility.UrlEncode(secret), JsonSerializer.Serialize(secret)[1..^1], Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))])
            {
                var cleaned = redactor.Clean($"{new string(around)}{writing}{new string(around)}");
                cleaned.ShouldContain(Redactor.Mark);
                cleaned.Length.ShouldBeLessThan((2 * around.Length) + writing.Length);
            }
        }, iter: 2_000);
}
