using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Soc.Response.Tests.Connectors.Contract;

namespace Soc.Response.Tests.Connectors.Webhook;

/// <summary>A receiver that checks signatures with code of its own, does each message once, keeps apart what each operation holds, and reports.</summary>
internal sealed class FakeReceiver : FakeProduct
{
    private readonly HashSet<string> _messages = new(StringComparer.Ordinal);
    private readonly HashSet<string> _holders = new(StringComparer.Ordinal);
    private string? _status;
    private bool _wasSoBefore;
    private bool _isThere = true;

    /// <summary>Where it says that it can be asked, in its answer.</summary>
    public string? StatusUrl { get; set; }

    /// <summary>Answers with nothing but success.</summary>
    public bool IsMute { get; set; }

    public List<string> Ids { get; } = [];

    public override bool IsHeld => _holders.Count > 0;

    public override string Snapshot() => string.Join(' ', _holders.Order(StringComparer.Ordinal));

    public override void HoldByOther() => _wasSoBefore = _holders.Add("other");

    public override void ReleaseByOther()
    {
        _holders.Clear();
        _status = "released";
    }

    public override void RemoveTarget() => (_isThere, _status) = (false, "gone");

    public override void Settle() => _status = _status is "pending" ? "done" : _status;

    protected override bool IsChange(FakeRequest request) => request.Method is "POST";

    protected override bool IsAuthorised(FakeRequest request)
    {
        var id = request.Header("webhook-id")!;
        var timestamp = request.Header("webhook-timestamp")!;
        var key = Convert.FromBase64String(Secret["whsec_".Length..]);
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{request.Body}")));
        return Math.Abs(long.Parse(timestamp, CultureInfo.InvariantCulture) - Time.GetUtcNow().ToUnixTimeSeconds()) < 300 && string.Equals(request.Header("webhook-signature"), expected, StringComparison.Ordinal);
    }

    protected override HttpResponseMessage Answer(FakeRequest request)
    {
        if (request.Method is "GET")
        {
            return _status is null ? Empty(HttpStatusCode.NotFound) : Json(new { status = _status });
        }

        var isNew = _messages.Add(request.Header("webhook-id")!);
        Ids.Add(request.Header("webhook-id")!);
        if (isNew && _isThere)
        {
            var isApply = request.Json().GetProperty("type").GetString() is "soc.containment.apply";
            _status = !isApply ? "released" : _wasSoBefore ? "already" : "pending";
            var operation = request.Json().GetProperty("data").GetProperty("operationId").GetString()!;
            if (!isApply)
            {
                _holders.Remove(operation);
            }
            else if (!_wasSoBefore)
            {
                _holders.Add(operation);
            }
        }
        else if (isNew)
        {
            _status = "gone";
        }

        return IsMute ? Empty(HttpStatusCode.Accepted) : Json(new { statusUrl = StatusUrl }, HttpStatusCode.Accepted);
    }
}
